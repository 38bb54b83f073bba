import { useQuery } from 'urql'
import { SuggestedGroupingsDocument } from '../../gql/generated/graphql.ts'
import { groupingInput } from '../../gql/groupingInput.ts'
import { writeGrouping } from '../../url.ts'
import { Select } from '../../ui/Select.tsx'

interface Props {
  title: string
  release: string
  /** as it stands in the address; null where nothing can be compared */
  current: string | null
  onChoose: (grouping: string) => void
}

/** Which groups a claim is held against in a cohort: chosen by the reader, not by us, where there is no score. */
export function GroupsInCohort({ title, release, current, onChoose }: Props) {
  const [{ data }] = useQuery({ query: SuggestedGroupingsDocument, variables: { release } })
  const options = (data?.release?.suggestedGroupings ?? []).flatMap(({ label, grouping }) => {
    const input = groupingInput(grouping)
    return input === null ? [] : [{ value: writeGrouping(input), label }]
  })
  if (options.length === 0) return null
  const isKnown = options.some(({ value }) => value === current)
  return (
    <div className="no-print claim-groups">
      <Select
        label={`Groups in ${title}`}
        help="First against second group, as listed below; a claim has a direction, so which group stands first matters."
        value={current ?? ''}
        options={isKnown ? options : [{ value: current ?? '', label: current ?? 'choose' }, ...options]}
        onChange={onChoose}
      />
    </div>
  )
}
