import { useQuery } from 'urql'
import { formatNumber, unitAfter } from '../../format.ts'
import { GroupingVariableDocument } from '../../gql/generated/graphql.ts'
import type {
  ComparisonSettingFragment,
  GroupingInput,
  GroupingVariableQuery,
  VariableType,
} from '../../gql/generated/graphql.ts'
import { writeGrouping } from '../../url.ts'
import { Select } from '../../ui/Select.tsx'
import { VariableCombobox } from '../../ui/VariableCombobox.tsx'
import { groupingVariable, ruleOf, suggestedChoices } from './choices.ts'
import type { Rule } from './choices.ts'
import type { ErrorOf } from './errors.ts'
import { LevelSides } from './LevelSides.tsx'
import { NumberField } from './NumberField.tsx'

interface Props {
  setting: ComparisonSettingFragment
  grouping: GroupingInput | null
  errorOf: ErrorOf
  onChange: (grouping: string) => void
}

type Variable = NonNullable<NonNullable<GroupingVariableQuery['release']>['variable']>

const own = 'own'

/** How patients are put into groups: a suggestion, or any variable with a rule. */
export function GroupingControl(props: Props) {
  const { setting, grouping } = props
  const suggested = suggestedChoices(setting)
  const current = grouping === null ? null : writeGrouping(grouping)
  const ref = groupingVariable(grouping)
  const [{ data }] = useQuery({
    query: GroupingVariableDocument,
    variables: { release: setting.id, ref: ref ?? '' },
    pause: ref === null,
  })
  const variable = ref === null || data?.release?.variable?.ref !== ref ? null : data.release.variable
  const change = (next: GroupingInput) => {
    props.onChange(writeGrouping(next))
  }
  return (
    <div className="stack">
      <Select
        label="Groups"
        help="Groupings that make sense for this cohort. Any other variable can be chosen below."
        error={grouping === null ? props.errorOf('grouping') : null}
        value={suggested.some(({ text }) => text === current) ? (current ?? own) : own}
        options={[
          ...suggested.map(({ label, text }) => ({ value: text, label, group: 'Suggested' })),
          { value: own, label: 'My own choice', disabled: true },
        ]}
        onChange={props.onChange}
      />
      <VariableCombobox
        release={setting.id}
        label="Grouped by"
        help="Any number or category of this release: features, scores, fractions, stage."
        error={props.errorOf('grouping')}
        value={ref === null ? null : { value: ref, label: variable?.label ?? ref }}
        onChange={(option) => {
          change(firstRule(option.value, option.type))
        }}
      />
      {grouping !== null && ref !== null && (
        <RuleControl {...props} grouping={grouping} reference={ref} variable={variable} change={change} />
      )}
      {grouping?.patients && (
        <p className="muted small">Groups are lists of patients, given in the address.</p>
      )}
    </div>
  )
}

function firstRule(variable: string, type: VariableType): GroupingInput {
  return type === 'CATEGORY' ? { categories: { variable } } : { median: { variable } }
}

const ruleLabels: Record<Rule, string> = {
  model: 'cutoff of the risk model',
  median: 'median',
  tertiles: 'tertiles',
  quantiles: 'more quantiles',
  threshold: 'a threshold',
  levels: 'each level a group',
  sides: 'two sides',
  list: 'lists of patients',
}

interface RuleProps extends Omit<Props, 'onChange' | 'grouping'> {
  grouping: GroupingInput
  reference: string
  variable: Variable | null
  change: (grouping: GroupingInput) => void
}

function rulesFor(variable: Variable | null, current: Rule): Rule[] {
  const offered: Rule[] =
    variable?.type === 'CATEGORY' ? ['levels', 'sides'] : ['median', 'tertiles', 'quantiles', 'threshold']
  return offered.includes(current) ? offered : [current, ...offered]
}

function RuleControl(props: RuleProps) {
  const { grouping, variable } = props
  const rule = ruleOf(grouping)
  if (rule === null) return null
  return (
    <>
      <Select
        label={rule === 'levels' || rule === 'sides' ? 'Levels' : 'Cut at'}
        value={rule}
        options={rulesFor(variable, rule).map((value) => ({ value, label: ruleLabels[value] }))}
        onChange={(next) => {
          props.change(withRule(next, props))
        }}
      />
      <RuleDetails {...props} />
    </>
  )
}

/** The same variable under another rule, with the detail that the rule needs. */
function withRule(
  rule: Rule,
  { grouping, reference: variable, variable: details }: RuleProps,
): GroupingInput {
  switch (rule) {
    case 'median':
      return { median: { variable } }
    case 'tertiles':
      return { quantiles: { variable, count: 3 } }
    case 'quantiles':
      return { quantiles: { variable, count: 4 } }
    case 'threshold':
      return { threshold: { variable, cutoff: details?.summary.median ?? 0 } }
    case 'levels':
      return { categories: { variable } }
    case 'sides':
      return { categories: { variable, groups: halves(details) } }
    case 'model':
    case 'list':
      return grouping
  }
}

function halves(details: Variable | null): { label: string; members: string[] }[] {
  const levels = (details?.summary.levels ?? []).filter(({ n }) => n > 0).map(({ level }) => level)
  const middle = Math.ceil(levels.length / 2)
  return [levels.slice(0, middle), levels.slice(middle)].map((members, index) => ({
    label: members.length <= 2 ? members.join(' + ') : `Side ${index + 1}`,
    members,
  }))
}

function RuleDetails({ grouping, variable, errorOf, change }: RuleProps) {
  if (grouping.threshold) {
    const { variable: ref, cutoff } = grouping.threshold
    const { min = null, max = null } = variable?.summary ?? {}
    return (
      <NumberField
        key={ref}
        label="Threshold"
        hint={`High is above it. Values go from ${formatNumber(min)} to ${formatNumber(max)}${unitAfter(variable?.unit ?? '')}.`}
        error={errorOf('cutoff')}
        value={cutoff}
        onChange={(value) => {
          change({ threshold: { variable: ref, cutoff: value } })
        }}
      />
    )
  }
  if (grouping.quantiles && grouping.quantiles.count !== 3) {
    const { variable: ref, count } = grouping.quantiles
    return (
      <NumberField
        key={ref}
        label="Number of groups"
        error={errorOf('count')}
        value={count}
        refuse={(value) =>
          Number.isInteger(value) && value >= 2 && value <= 10 ? null : 'a whole number from 2 to 10'
        }
        onChange={(value) => {
          change({ quantiles: { variable: ref, count: value } })
        }}
      />
    )
  }
  if (grouping.categories?.groups?.length && variable?.summary.levels) {
    const { variable: ref, groups } = grouping.categories
    return (
      <LevelSides
        key={writeGrouping(grouping)}
        levels={variable.summary.levels.filter(({ n }) => n > 0)}
        groups={groups}
        error={errorOf('groups')}
        onApply={(next) => {
          change({ categories: { variable: ref, groups: next } })
        }}
      />
    )
  }
  return errorOf('groups') === null ? null : <p className="field-error">{errorOf('groups')}</p>
}
