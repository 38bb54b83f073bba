import { useEffect, useState } from 'react'

export interface ComboboxOption {
  value: string
  label: string
  /** second line: where it comes from */
  detail?: string
}

export interface FoundOptions<Option extends ComboboxOption> {
  options: readonly Option[]
  /** how many there are in all; more than `options` means: type to narrow */
  totalCount: number
}

export type LoadOptions<Option extends ComboboxOption> = (text: string) => Promise<FoundOptions<Option>>

export type OptionsState<Option extends ComboboxOption> =
  | { kind: 'loading'; found: FoundOptions<Option> | null }
  | { kind: 'found'; found: FoundOptions<Option> }
  | { kind: 'failed'; message: string }

/** Asks for options while somebody types: after a short pause, and a late answer to an old question is dropped. */
export function useOptions<Option extends ComboboxOption>(
  load: LoadOptions<Option>,
  text: string,
  wanted: boolean,
): OptionsState<Option> {
  const [state, setState] = useState<OptionsState<Option>>({ kind: 'loading', found: null })
  useEffect(() => {
    if (!wanted) return
    let current = true
    setState((before) => ({ kind: 'loading', found: before.kind === 'failed' ? null : before.found }))
    const timer = setTimeout(
      () => {
        load(text).then(
          (found) => {
            if (current) setState({ kind: 'found', found })
          },
          (error: unknown) => {
            const message = error instanceof Error ? error.message : 'The search failed.'
            if (current) setState({ kind: 'failed', message })
          },
        )
      },
      text === '' ? 0 : 150,
    )
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [load, text, wanted])
  return state
}
