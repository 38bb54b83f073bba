import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { GroupingInput } from '../../gql/generated/graphql.ts'
import type { ModelSearch } from '../../url.ts'
import { writeGrouping } from '../../url.ts'
import { OutcomeSection } from '../Outcome/OutcomeSection.tsx'
import type { Model, Validation } from './model.ts'

interface Props {
  model: Model
  validation: Validation
  search: ModelSearch
  onChange: (change: Partial<ModelSearch>) => void
}

/** What becomes of the groups that a model makes: their survival here, their microenvironment by a link. The honest groups, where there are two kinds. */
export function GroupsOutcome({ model, validation, search, onChange }: Props) {
  const { release, evaluations } = validation
  const [evaluation] = evaluations
  const variable = evaluation?.groupsVariable
  const grouping = useMemo<GroupingInput>(
    () =>
      variable == null
        ? { riskModel: { model: model.id, score: model.score } }
        : { categories: { variable } },
    [variable, model.id, model.score],
  )
  if (evaluation === undefined) return null
  const { slug, title } = release.cohort
  return (
    <>
      <OutcomeSection
        title="Survival of the model’s risk groups"
        note={`Groups of ${title}: ${evaluation.label.toLowerCase()}. ${evaluation.note}`}
        release={release.id}
        grouping={grouping}
        // HIGH against LOW, as everywhere; groups by a cutoff are compared so anyhow
        {...(variable == null ? {} : { reference: 'LOW' })}
        endpoint={search.endpoint}
        adjust={search.adjust}
        onChange={onChange}
      />
      <p className="no-print">
        <Link
          to="/compare/$slug"
          params={{ slug }}
          search={{ release: release.id, grouping: writeGrouping(grouping) }}
        >
          Compare the immune microenvironment of these groups
        </Link>
      </p>
    </>
  )
}
