import { useEffect, useState } from 'react'
import { useClient, useMutation, useQuery } from 'urql'
import { failureOf } from '../../gql/failure.ts'
import {
  DomainShiftDocument,
  ModelsDocument,
  ScoreCohortDocument,
  ScoringPlacesDocument,
} from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { formatPercent, plural } from '../../format.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { CodeBlock } from '../../ui/CodeBlock.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Select } from '../../ui/Select.tsx'
import { Loading } from '../../ui/states.tsx'
import { ScoringState } from './ScoringState.tsx'
import type { Card, Model } from './model.ts'
import { lacks, layersFor, likelyLayer, vectorsOf } from './places.ts'
import type { Place, Vector } from './places.ts'
import { isUnderWay, useScorings } from './useScorings.ts'

interface Props {
  model: Model
  card: Card
  /** slug of the cohort that is chosen; it stands in the address */
  to: string | undefined
  onChange: (to: string | undefined) => void
}

/** The model applied to another cohort: first whether it can be, then the job and what came of it. */
export function ApplyPanel({ model, card, to, onChange }: Props) {
  const asked = useQuery({ query: ScoringPlacesDocument })
  const vectors = vectorsOf(card)
  return (
    <section className="panel" aria-labelledby="apply-head">
      <div className="panel-head">
        <h2 id="apply-head">Apply to a cohort</h2>
      </div>
      <p className="muted">
        A new release of that cohort with the scores, groups by the cutoff of the training; nothing is fitted
        to it.
      </p>
      <Answered of={asked} loading="Looking for cohorts with image features" rows={2}>
        {({ cohorts }) => {
          const place = cohorts.find(({ slug }) => slug === to)
          return (
            <>
              <Select
                label="Cohort"
                value={place?.slug ?? ''}
                options={[{ value: '', label: 'Choose one' }, ...cohorts.map((one) => option(one, vectors))]}
                onChange={(slug) => {
                  onChange(slug === '' ? undefined : slug)
                }}
              />
              {place !== undefined && lacks(place, vectors) === null && (
                <Chosen key={place.slug} {...{ model, place, vectors }} />
              )}
            </>
          )
        }}
      </Answered>
      <Disclosure summary="On the command line">
        <CodeBlock
          label="The same from a terminal"
          code={`npm run etl -- score ${to ?? '<cohort>'} --model ${model.release.cohort.slug}/${model.key}`}
        />
      </Disclosure>
    </section>
  )
}

/** What a cohort lacks stands beside its name. */
function option(place: Place, vectors: readonly Vector[]) {
  const missing = lacks(place, vectors)
  return {
    value: place.slug,
    label: missing === null ? place.title : `${place.title} (${missing})`,
    disabled: missing !== null,
  }
}

type Layers = Record<Vector['part'], string | null>

function Chosen({ model, place, vectors }: { model: Model; place: Place; vectors: readonly Vector[] }) {
  const [layers, setLayers] = useState<Layers>({ gtr: null, ith: null })
  const used = Object.fromEntries(
    vectors.map(({ part, trained }) => [part, layers[part] ?? likelyLayer(place, part, trained)]),
  )
  const input = { release: place.release.id, model: model.id, ...used }
  const [shift] = useQuery({ query: DomainShiftDocument, variables: { input } })
  const [{ error, fetching }, apply] = useMutation(ScoreCohortDocument)
  const { scorings, again } = useScorings(model.id)
  const scoring = scorings.find(({ cohort }) => cohort === place.slug)
  useNewPlaces(scoring?.report?.release ?? null)
  const fits = shift.data?.domainShift !== undefined && !shift.fetching && shift.error === undefined
  return (
    <div className="stack">
      {vectors.map(({ part, name }) => {
        const options = layersFor(place, part)
        if (options.length < 2) return null
        return (
          <Select
            key={part}
            label={`Features of the ${name}`}
            value={used[part] ?? ''}
            options={options.map(({ ref, label }) => ({ value: ref, label }))}
            onChange={(ref) => {
              setLayers({ ...layers, [part]: ref })
            }}
          />
        )
      })}
      <Fit {...{ shift: shift.data?.domainShift, fetching: shift.fetching, place }} />
      {shift.error !== undefined && (
        <Callout tone="bad" title="It cannot be applied there">
          {failureOf(shift.error).message}
        </Callout>
      )}
      <div className="row">
        <Button
          look="primary"
          disabled={!fits || fetching || (scoring !== undefined && isUnderWay(scoring))}
          onClick={() => {
            void apply({ input: { model: model.id, cohort: place.slug, ...used } }).then(again)
          }}
        >
          Apply to {place.title}
        </Button>
        <QueryDrawer
          request={requestOf(ScoreCohortDocument, {
            input: { model: model.id, cohort: place.slug, ...used },
          })}
        />
      </div>
      {error !== undefined && (
        <p role="alert" className="field-error">
          {failureOf(error).message}
        </p>
      )}
      {scoring !== undefined && <ScoringState {...{ model, scoring, again }} />}
    </div>
  )
}

/** Lists of models and of cohorts were asked before there was this release. */
function useNewPlaces(release: string | null): void {
  const client = useClient()
  useEffect(() => {
    if (release === null) return
    for (const query of [ModelsDocument, ScoringPlacesDocument])
      void client.query(query, {}, { requestPolicy: 'network-only' }).toPromise()
  }, [client, release])
}

interface FitProps {
  shift: { patients: number; inside: number; scored: number; shareHigh: number | null } | undefined
  fetching: boolean
  place: Place
}

/** Before anything is written: is the cohort like the training patients, and whom would the cutoff call high risk. */
function Fit({ shift, fetching, place }: FitProps) {
  if (fetching) return <Loading label={`Comparing ${place.title} with the training set`} rows={2} />
  if (shift === undefined) return null
  const { patients, inside, scored, shareHigh } = shift
  return (
    <Callout tone={2 * inside < patients ? 'warn' : 'note'} title="Inside the training feature space?">
      {inside} of {plural(patients, 'patient')} are within the training range of every feature.{' '}
      {shareHigh === null
        ? 'Nobody would have a score.'
        : `${scored} would have a score, ${formatPercent(shareHigh, 1)} of them high risk; in training it is about half.`}
    </Callout>
  )
}
