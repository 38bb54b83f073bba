import { useCallback } from 'react'
import { useClient } from 'urql'
import { VariableSearchDocument, type LayerKind, type VariableType } from '../gql/generated/graphql.ts'
import { Combobox } from './Combobox.tsx'
import type { ComboboxOption } from './useOptions.ts'

export interface VariableOption extends ComboboxOption {
  unit: string
  type: VariableType
  levels: readonly string[] | null
}

/** Any variable of a release, found on the server by words of its name. */
export function VariableCombobox({
  release,
  kind,
  layer,
  type,
  onChange,
  ...rest
}: {
  release: string
  kind?: LayerKind
  layer?: string
  type?: VariableType
  label: string
  help?: string
  error?: string | null
  value: ComboboxOption | null
  onChange: (option: VariableOption) => void
}) {
  const client = useClient()
  const load = useCallback(
    async (search: string) => {
      const variables = { release, search, kind: kind ?? null, layer: layer ?? null, type: type ?? null }
      const { data, error } = await client.query(VariableSearchDocument, variables).toPromise()
      if (error !== undefined) throw error
      const page = data?.release?.variables
      const options: VariableOption[] = (page?.nodes ?? []).map((node) => ({
        value: node.ref,
        label: node.label,
        detail: [node.layer.label, node.unit].filter((part) => part !== '').join(' · '),
        unit: node.unit,
        type: node.type,
        levels: node.levels,
      }))
      return { options, totalCount: page?.totalCount ?? 0 }
    },
    [client, release, kind, layer, type],
  )
  return <Combobox load={load} onChange={onChange} {...rest} />
}
