import { immuneMethod, immuneMethods } from '../../science/immune/methods.ts'
import type { ImmuneMethod } from '../../science/immune/methods.ts'

/** The method that an immune layer was made by: its settings say it, else its key; another pipeline of it carries a suffix. */
export function methodOfLayer(layer: {
  key: string
  settings: Readonly<Record<string, unknown>>
}): ImmuneMethod | undefined {
  const { methodKey } = layer.settings
  if (typeof methodKey === 'string') return immuneMethod(methodKey)
  return immuneMethods
    .filter(({ key }) => layer.key === key || layer.key.startsWith(`${key}-`))
    .sort((a, b) => b.key.length - a.key.length)[0]
}
