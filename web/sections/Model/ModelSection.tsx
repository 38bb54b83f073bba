import { useMemo } from 'react'
import { useClient, useQuery } from 'urql'
import { fileName, saveText } from '../../figure/save.ts'
import { ModelFileDocument, ModelValidationDocument } from '../../gql/generated/graphql.ts'
import type { ModelSearch } from '../../url.ts'
import { Answered, fresh } from '../../ui/Answered.tsx'
import { Callout } from '../../ui/Callout.tsx'
import type { DownloadItem } from '../../ui/DownloadMenu.tsx'
import { Select } from '../../ui/Select.tsx'
import { ApplyPanel } from './ApplyPanel.tsx'
import { CardPanel } from './CardPanel.tsx'
import { ComparisonTable, EvaluationTable } from './EvaluationTable.tsx'
import { GroupsOutcome } from './GroupsOutcome.tsx'
import { FeaturePanel } from './FeaturePanel.tsx'
import { ShiftPanel } from './ShiftPanel.tsx'
import { ValidationFigures } from './ValidationFigures.tsx'
import type { Model } from './model.ts'

interface Props {
  model: Model
  /** releases that hold scores by this model */
  places: readonly { release: string; title: string }[]
  /** the release that it is judged on */
  on: string
  search: ModelSearch
  onChange: (change: Partial<ModelSearch>) => void
}

export function ModelSection({ model, places, on, search, onChange }: Props) {
  const client = useClient()
  const input = useMemo(() => ({ release: on, model: model.id }), [on, model.id])
  const asked = useQuery({ query: ModelValidationDocument, variables: { input } })
  const options = [...new Map(places.map((place) => [place.release, place])).values()]
  const file: DownloadItem = {
    label: 'The model as a file',
    detail: 'JSON; another installation applies it bit for bit',
    run: async () => {
      const { data, error } = await client.query(ModelFileDocument, { id: model.id }).toPromise()
      if (error !== undefined) throw error
      const text = data?.riskModel.card?.file
      if (text !== undefined) saveText(text, fileName([model.key], 'model.json'), 'application/json')
    },
  }
  return (
    <div className="model">
      {options.length > 1 && (
        <div className="model-head">
          <Select
            label="Judged on"
            value={on}
            options={options.map(({ release, title }) => ({
              value: release,
              label: `${title} (${release})`,
            }))}
            onChange={(release) => {
              // an endpoint and what it is adjusted for belong to the other cohort
              onChange({ release, endpoint: undefined, adjust: undefined })
            }}
          />
        </div>
      )}
      <Answered of={fresh(asked)} loading="Judging the model" rows={12}>
        {({ modelValidation: validation }) => (
          <>
            <section className="words" aria-label="The answer in words">
              <div>
                {validation.answer.map((line) => (
                  <p key={line}>{line}</p>
                ))}
              </div>
              {validation.warnings.length > 0 && (
                <Callout tone="warn" title="Before believing it">
                  <ul>
                    {validation.warnings.map(({ message }) => (
                      <li key={message}>{message}</li>
                    ))}
                  </ul>
                </Callout>
              )}
            </section>
            <EvaluationTable validation={validation} input={input} />
            <ValidationFigures
              variables={{ input }}
              validation={validation}
              more={model.card ? [file] : []}
            />
            <ComparisonTable validation={validation} />
            <GroupsOutcome {...{ model, validation, search, onChange }} />
          </>
        )}
      </Answered>
      {model.card !== null && <ShiftPanel model={model} on={on} />}
      {model.card !== null && (
        <ApplyPanel
          model={model}
          card={model.card}
          to={search.apply}
          onChange={(apply) => {
            onChange({ apply })
          }}
        />
      )}
      {model.card !== null && <FeaturePanel card={model.card} />}
      <CardPanel model={model} file={file} />
    </div>
  )
}
