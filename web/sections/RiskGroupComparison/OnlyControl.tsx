import { useQuery } from 'urql'
import { formatCount } from '../../format.ts'
import { CategoriesDocument, GroupingVariableDocument } from '../../gql/generated/graphql.ts'
import type { Only } from '../../url.ts'
import { Select } from '../../ui/Select.tsx'

interface Props {
  release: string
  only: Only | null
  error: string | null
  onChange: (only: Only | null) => void
}

/** Who is looked at: everybody, or patients with certain levels of a category, e.g. one histology. */
export function OnlyControl({ release, only, error, onChange }: Props) {
  const [{ data }] = useQuery({ query: CategoriesDocument, variables: { release } })
  const [chosen] = useQuery({
    query: GroupingVariableDocument,
    variables: { release, ref: only?.variable ?? '' },
    pause: only === null,
  })
  const categories = data?.release?.variables.nodes ?? []
  if (only === null && categories.length === 0) return null
  const levels = (chosen.data?.release?.variable?.summary.levels ?? []).filter(({ n }) => n > 0)
  return (
    <>
      <Select
        label="Only patients with"
        help="Histology first: fibrolamellar and mixed tumours are other diseases. Cuts are then taken among those who stay; everybody left aside is counted with the reason."
        error={error}
        value={only?.variable ?? ''}
        options={[
          { value: '', label: 'everybody' },
          ...byUse(categories).map(({ ref, label }) => ({ value: ref, label })),
        ]}
        onChange={(variable) => {
          const first = categories.find(({ ref }) => ref === variable)?.levels ?? []
          onChange(variable === '' ? null : { variable, levels: [...first] })
        }}
      />
      {only !== null && (
        <fieldset className="only-levels">
          <legend className="field-label">Levels that stay</legend>
          {levels.map(({ level, n }) => (
            <label key={level}>
              <input
                type="checkbox"
                checked={only.levels.includes(level)}
                onChange={({ target }) => {
                  const next = target.checked
                    ? [...only.levels, level]
                    : only.levels.filter((other) => other !== level)
                  // nobody would be left: that is everybody again
                  onChange(next.length === 0 ? null : { ...only, levels: next })
                }}
              />{' '}
              {level} <span className="muted small">{formatCount(n)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}

/** Histology is what one filters by first. */
function byUse<Variable extends { label: string }>(variables: readonly Variable[]): Variable[] {
  const isFirst = ({ label }: Variable): boolean => /histolog(y|ical type)|diagnosis$/i.test(label)
  return [...variables.filter(isFirst), ...variables.filter((one) => !isFirst(one))]
}
