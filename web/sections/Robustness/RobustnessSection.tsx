import { useMemo } from 'react'
import type { CompareGroupsInput, FamilyChoice } from '../../gql/generated/graphql.ts'
import { Button } from '../../ui/Button.tsx'
import { cellWords } from '../ImmuneProfile/cellWords.ts'
import { claimCells } from '../RiskGroupComparison/answer.ts'
import { PlaceboPanel } from './PlaceboPanel.tsx'
import { RobustnessPanel } from './RobustnessPanel.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'
import './robustness.css'

interface Props {
  /** what the page compares */
  compared: CompareGroupsInput
  /** key of the method's layer */
  method: string
  /** how many groups there are */
  groupCount: number
  isOn: boolean
  onTurn: (on: boolean) => void
}

const directions = { plasma_cell: 'LOWER', macrophage_m1: 'LOWER', macrophage_m2: 'HIGHER' } as const

const qualityKeys = { MARK: 'mark', WEIGHT: 'weight', FILTER: 'filter' } as const

/** Panel 7: does the answer hang on one choice, and how often does chance do as well. It costs seconds, so it is asked for. */
export function RobustnessSection(props: Props) {
  const { compared, isOn, onTurn, groupCount } = props
  const { release, grouping, method, family, quality, test, seed } = compared
  const robustness = useMemo(
    () => ({ release, grouping, family: familyOf(family), shuffles: 500, seed: seed ?? 1 }),
    [release, grouping, family, seed],
  )
  const byRanks = test !== 'WELCH' && test !== 'PERMUTATION'
  const placebo = useMemo(
    () => ({
      release,
      grouping,
      method,
      family: familyOf(family),
      quality: quality ?? ('MARK' as const),
      test: byRanks ? ('RANK' as const) : ('MEAN' as const),
      shuffles: 2000,
      seed: seed ?? 1,
    }),
    [release, grouping, method, family, quality, byRanks, seed],
  )
  const asked = useMemo(
    () => ({
      method: props.method,
      quality: qualityKeys[quality ?? 'MARK'],
      test: byRanks ? 'rank' : 'mean',
    }),
    [props.method, quality, byRanks],
  )
  const cells = useMemo(
    () => claimCells.map((cell) => ({ cell, label: cellWords(cell), direction: directions[cell] })),
    [],
  )
  return (
    // on paper a button says nothing
    <section className={isOn ? 'panel' : 'panel no-print'} aria-labelledby="panel-7">
      <div className="panel-head">
        <h2 id="panel-7">
          <span className="panel-letter">g</span> Robustness and placebo
        </h2>
        <MethodLink name="robustness" about="specification curve" />
        {isOn && (
          <span className="no-print">
            <Button
              size="s"
              onClick={() => {
                onTurn(false)
              }}
            >
              Close
            </Button>
          </span>
        )}
      </div>
      {groupCount !== 2 ? (
        <p className="figure-note">
          Expectations are about one group against another: choose a grouping with two groups.
        </p>
      ) : isOn ? (
        <>
          <RobustnessPanel input={robustness} asked={asked} cells={cells} />
          <PlaceboPanel input={placebo} />
        </>
      ) : (
        <div className="row">
          <Button
            onClick={() => {
              onTurn(true)
            }}
          >
            Run it under other choices and on shuffled labels
          </Button>
          <span className="small muted">
            Every cut, method, scale, quality rule, test and adjustment of this release. It takes seconds and
            can be cancelled.
          </span>
        </div>
      )}
    </section>
  )
}

/** A curve runs over methods by itself: its q stays within the method of each specification. */
function familyOf(family: CompareGroupsInput['family']): FamilyChoice {
  return family === 'THREE_CELLS' ? 'THREE_CELLS' : 'METHOD'
}
