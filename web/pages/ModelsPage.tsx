import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { formatCount } from '../format.ts'
import { ModelsDocument } from '../gql/generated/graphql.ts'
import type { ModelsQuery } from '../gql/generated/graphql.ts'
import { requestOf } from '../gql/request.ts'
import { Answered } from '../ui/Answered.tsx'
import { OriginBadge } from '../ui/Badge.tsx'
import { CodeBlock } from '../ui/CodeBlock.tsx'
import { Page } from '../ui/Page.tsx'
import { QueryDrawer } from '../ui/QueryDrawer.tsx'
import { Empty } from '../ui/states.tsx'
import { Table, type Column } from '../ui/Table.tsx'

type Model = ModelsQuery['riskModels'][number]

const columns: readonly Column<Model>[] = [
  {
    key: 'label',
    header: 'Model',
    rowHeader: true,
    cell: (model) => (
      <>
        <Link to="/models/$release/$key" params={{ release: model.release.id, key: model.key }}>
          {model.label}
        </Link>
        <br />
        <span className="hash muted">{model.key}</span>
      </>
    ),
    sort: (model) => model.label,
  },
  {
    key: 'origin',
    header: 'Origin',
    cell: (model) => <OriginBadge simulated={model.release.cohort.simulated} />,
  },
  {
    key: 'where',
    header: 'Stored with',
    cell: (model) => model.release.cohort.title,
    sort: (model) => model.release.cohort.title,
  },
  {
    key: 'trained',
    header: 'Trained on',
    cell: (model) => (
      <>
        {formatCount(model.trainedOnPatients)} of <span className="hash">{model.trainedOnCohort}</span>
      </>
    ),
    sort: (model) => model.trainedOnCohort,
  },
  {
    key: 'made',
    header: 'Made of',
    cell: (model) =>
      model.card === null ? 'probabilities brought along' : `features (${model.card.kind.toUpperCase()})`,
    sort: (model) => model.card?.kind ?? '',
  },
]

/** Every model that is stored. */
export function ModelsPage() {
  const asked = useQuery({ query: ModelsDocument })
  return (
    <Page
      title="Models"
      lead="Models that put patients into risk groups: what they are made of, how far they can be believed, and on whom."
      width="wide"
      actions={<QueryDrawer request={requestOf(ModelsDocument, {})} />}
    >
      <Answered of={asked} loading="Looking for models" rows={5}>
        {({ riskModels }) =>
          riskModels.length === 0 ? (
            <Empty title="No models yet">
              <p>Train one on a cohort with image features and a response:</p>
            </Empty>
          ) : (
            <Table
              caption="Stored models"
              captionHidden
              columns={columns}
              rows={riskModels}
              rowKey={(model) => model.id}
            />
          )
        }
      </Answered>
      <section className="stack" aria-labelledby="train-head">
        <h2 id="train-head">Train, apply, send</h2>
        <CodeBlock
          label="On the command line, also while this server runs"
          code={[
            'npm run etl -- train etl/datasets/models/hcc-tace-seg-gtr.json',
            'npm run etl -- score <cohort> --model <cohort>/<key>',
            'npm run etl -- model export <cohort>/<key> --out model.json',
            'npm run etl -- model import model.json --cohort <cohort>',
          ].join('\n')}
        />
      </section>
    </Page>
  )
}
