import { useState } from 'react'
import { formatCount } from '../../format.ts'
import type { GroupMembersInput } from '../../gql/generated/graphql.ts'
import { Button } from '../../ui/Button.tsx'

interface Props {
  levels: readonly { level: string; n: number }[]
  /** the two groups as they are, empty when there are none yet */
  groups: readonly GroupMembersInput[]
  error: string | null
  onApply: (groups: GroupMembersInput[]) => void
}

type Side = 'first' | 'second' | 'out'
const sides: readonly { side: Side; label: string }[] = [
  { side: 'first', label: '1' },
  { side: 'second', label: '2' },
  { side: 'out', label: 'out' },
]

function startingSides({ levels, groups }: Props): Map<string, Side> {
  const half = Math.ceil(levels.length / 2)
  return new Map(
    levels.map(({ level }, index) => {
      if (groups.length === 0) return [level, index < half ? 'first' : 'second']
      if (groups[0]?.members.includes(level) === true) return [level, 'first']
      return [level, groups[1]?.members.includes(level) === true ? 'second' : 'out']
    }),
  )
}

/** Puts the levels of a category on two sides, or leaves them out; every patient left out is counted with a reason. */
export function LevelSides(props: Props) {
  const [chosen, setChosen] = useState(() => startingSides(props))
  const on = (side: Side): string[] =>
    props.levels.filter(({ level }) => chosen.get(level) === side).map(({ level }) => level)
  const [first, second] = [on('first'), on('second')]
  const isComplete = first.length > 0 && second.length > 0
  return (
    <fieldset className="level-sides">
      <legend className="field-label">Which levels on which side</legend>
      <ul>
        {props.levels.map(({ level, n }) => (
          <li key={level}>
            <fieldset>
              <legend>
                {level} <span className="muted">{formatCount(n)}</span>
              </legend>
              {sides.map(({ side, label }) => (
                <label key={side}>
                  <input
                    type="radio"
                    name={`side of ${level}`}
                    checked={chosen.get(level) === side}
                    onChange={() => {
                      setChosen(new Map(chosen).set(level, side))
                    }}
                  />
                  {label}
                </label>
              ))}
            </fieldset>
          </li>
        ))}
      </ul>
      {props.error !== null && <p className="field-error">{props.error}</p>}
      <Button
        size="s"
        disabled={!isComplete}
        onClick={() => {
          props.onApply([
            { label: sideName(first), members: first },
            { label: sideName(second), members: second },
          ])
        }}
      >
        {isComplete ? 'Compare 1 with 2' : 'Each side needs a level'}
      </Button>
    </fieldset>
  )
}

/** "Stage I + Stage II"; many levels are counted instead. */
function sideName(levels: readonly string[]): string {
  const joined = levels.join(' + ')
  return joined.length <= 40 ? joined : `${levels[0] ?? ''} + ${levels.length - 1} more`
}
