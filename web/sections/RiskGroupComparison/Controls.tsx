import type { ComparisonSettingFragment } from '../../gql/generated/graphql.ts'
import type { CompareSearch } from '../../url.ts'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { Select } from '../../ui/Select.tsx'
import { groupingVariable } from './choices.ts'
import type { Choices, SearchChange } from './choices.ts'
import type { ErrorOf } from './errors.ts'
import { AdjustControl } from '../Outcome/AdjustControl.tsx'
import { GroupingControl } from './GroupingControl.tsx'
import { NumberField } from './NumberField.tsx'
import { OnlyControl } from './OnlyControl.tsx'
import { SavedGroups } from '../Patients/SavedGroups.tsx'
import { writeGrouping, writeOnly } from '../../url.ts'

interface Props {
  setting: ComparisonSettingFragment
  choices: Choices
  search: CompareSearch
  errorOf: ErrorOf
  onChange: (change: SearchChange) => void
  /** how many groups were compared; null before there is an answer */
  groupCount: number | null
}

/** Everything that can be chosen; each choice is in the address, and q follows the family that stands here. */
export function Controls(props: Props) {
  const { setting, choices, search, errorOf, onChange } = props
  const method = setting.layers.find((layer) => layer.ref === choices.method)
  return (
    <section className="controls no-print" aria-label="What is compared">
      <GroupingControl
        setting={setting}
        grouping={choices.plain}
        errorOf={errorOf}
        onChange={(grouping) => {
          onChange({ grouping, picked: undefined })
        }}
      />
      <div className="stack">
        <OnlyControl
          release={setting.id}
          only={choices.only}
          error={errorOf('only')}
          onChange={(only) => {
            onChange({ only: only === null ? undefined : writeOnly(only) })
          }}
        />
        <SavedGroups
          cohort={setting.cohort.slug}
          onCompare={(grouping) => {
            onChange({ grouping: writeGrouping(grouping), picked: undefined })
          }}
        />
      </div>
      <div className="controls-how">
        <MethodSelect {...props} />
        {method?.quality && (
          <SegmentedControl
            label="Samples that fail the method’s own check"
            help={`${method.quality.label} ${method.quality.op === '<=' ? '≤' : '≥'} ${method.quality.threshold}: ${method.quality.nPassing} of ${method.quality.n} pass. ${method.quality.description}`}
            value={search.quality ?? 'mark'}
            options={[
              { value: 'mark', label: 'draw hollow' },
              { value: 'weight', label: 'weight' },
              { value: 'filter', label: 'leave out' },
            ]}
            onChange={(quality) => {
              onChange({ quality: quality === 'mark' ? undefined : quality })
            }}
          />
        )}
        {errorOf('quality') !== null && <p className="field-error">{errorOf('quality')}</p>}
        <ScaleControl {...props} />
        <TestControl {...props} />
        <SegmentedControl
          label="q is adjusted over"
          help="The family of tests. Three cells is right only for somebody who looked at no other cell; all methods for somebody who looked at the cells of all of them."
          value={search.family ?? 'method'}
          options={[
            { value: 'method', label: 'all cells' },
            { value: 'three-cells', label: 'three cells' },
            { value: 'all-methods', label: 'all methods' },
          ]}
          onChange={(family) => {
            onChange({ family: family === 'method' ? undefined : family })
          }}
        />
        {errorOf('family') !== null && <p className="field-error">{errorOf('family')}</p>}
        <ConfounderControl {...props} />
      </div>
    </section>
  )
}

/** What two groups are compared at equal values of; nothing unless somebody asks. */
function ConfounderControl({ setting, choices, search, errorOf, groupCount, onChange }: Props) {
  const chosen = search.confounders?.split(',') ?? []
  if (groupCount !== null && groupCount !== 2 && chosen.length === 0) return null
  const own = groupingVariable(choices.plain)
  return (
    <>
      <AdjustControl
        label="Compared at equal"
        suggested={setting.suggestedAdjustments.filter(({ variable }) => variable.ref !== own)}
        chosen={chosen}
        onChange={(refs) => {
          onChange({ confounders: refs.length === 0 ? undefined : refs.join(',') })
        }}
      />
      {errorOf('covariates') !== null && <p className="field-error">{errorOf('covariates')}</p>}
    </>
  )
}

/** What amounts are measured against; "inflamed" is asked of all cells too, not only of leukocytes. */
function ScaleControl({ search, errorOf, onChange }: Props) {
  const scale = search.scale ?? 'stored'
  return (
    <>
      <SegmentedControl
        label="Amounts"
        help="As the method gave them; as shares of all cells (× leukocyte fraction); or as centred log ratios, where one cell can rise without another falling."
        value={scale}
        options={[
          { value: 'stored', label: 'as stored' },
          { value: 'all-cells', label: 'of all cells' },
          { value: 'log-ratio', label: 'log ratios' },
        ]}
        onChange={(next) => {
          onChange({ scale: next === 'stored' ? undefined : next, zeros: undefined })
        }}
      />
      {scale === 'log-ratio' && (
        <NumberField
          label="A zero is this share of the smallest value"
          error={errorOf('zeros')}
          value={search.zeros ?? 0.65}
          refuse={(value) => (value > 0 && value <= 1 ? null : 'above 0, up to 1')}
          onChange={(zeros) => {
            onChange({ zeros })
          }}
        />
      )}
      {errorOf('scale') !== null && <p className="field-error">{errorOf('scale')}</p>}
    </>
  )
}

function MethodSelect({ setting, choices, errorOf, onChange }: Props) {
  const methods = setting.layers.filter((layer) => layer.kind === 'IMMUNE')
  const options = methods.map((layer) => ({ value: layer.ref, label: layer.label }))
  const current = choices.method ?? ''
  const isKnown = options.some(({ value }) => value === current)
  return (
    <Select
      label="Immune method"
      help="How the immune composition was estimated from RNA."
      error={errorOf('method')}
      value={current}
      options={
        isKnown ? options : [...options, { value: current, label: `${current} (not in this release)` }]
      }
      onChange={(method) => {
        onChange({ method })
      }}
    />
  )
}

const whole =
  (low: number, high: number) =>
  (value: number): string | null =>
    Number.isInteger(value) && value >= low && value <= high ? null : `a whole number from ${low} to ${high}`

/** The same choice has another name where there are three groups or more. */
const testNames = {
  two: { wilcoxon: 'Wilcoxon rank-sum', welch: 'Welch’s t', permutation: 'Permutation' },
  many: {
    wilcoxon: 'Kruskal–Wallis (ranks)',
    welch: 'Welch ANOVA (means)',
    permutation: 'Permutation of the labels',
  },
} as const

function TestControl({ search, errorOf, onChange, groupCount }: Props) {
  const names = testNames[(groupCount ?? 2) > 2 ? 'many' : 'two']
  const test = search.test ?? 'wilcoxon'
  return (
    <>
      <Select
        label="Test"
        help="Rank-sum asks whether values of one group tend to be larger; Welch’s t compares means; permutation shuffles the labels. Three or more groups are tested by their ranks (Kruskal–Wallis)."
        error={errorOf('test')}
        value={test}
        options={[
          { value: 'wilcoxon', label: names.wilcoxon },
          { value: 'welch', label: names.welch },
          { value: 'permutation', label: names.permutation },
        ]}
        onChange={(next) => {
          onChange({ test: next === 'wilcoxon' ? undefined : next })
        }}
      />
      {test === 'permutation' && (
        <div className="pair">
          <NumberField
            label="Permutations"
            error={errorOf('permutations')}
            value={search.permutations ?? 10_000}
            refuse={whole(100, 100_000)}
            onChange={(permutations) => {
              onChange({ permutations })
            }}
          />
          <NumberField
            label="Seed"
            error={errorOf('seed')}
            value={search.seed ?? 1}
            refuse={whole(0, 2 ** 31 - 1)}
            onChange={(seed) => {
              onChange({ seed })
            }}
          />
        </div>
      )}
    </>
  )
}
