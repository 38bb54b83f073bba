import { getRouteApi } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { formatDate } from '../format.ts'
import { ModelDocument, ModelsDocument } from '../gql/generated/graphql.ts'
import { requestOf } from '../gql/request.ts'
import { ModelSection } from '../sections/Model/ModelSection.tsx'
import { modelSearch } from '../url.ts'
import '../sections/RiskGroupComparison/comparison.css'
import '../sections/Model/model.css'
import { Answered } from '../ui/Answered.tsx'
import { OriginBadge } from '../ui/Badge.tsx'
import { Page } from '../ui/Page.tsx'
import { QueryDrawer } from '../ui/QueryDrawer.tsx'

const route = getRouteApi('/models/$release/$key')

/** One model: its anatomy, how it does on whom, what it is made of. The release that it is judged on stands in the address. */
export function ModelPage() {
  const { release, key } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const id = `${release}/${key}`
  const asked = useQuery({ query: ModelDocument, variables: { id } })
  const [others] = useQuery({ query: ModelsDocument })
  return (
    <Answered of={asked} page="Model" loading="Opening the model" rows={10}>
      {({ riskModel: model }) => {
        const places = (others.data?.riskModels ?? [])
          .filter((other) => other.key === model.key)
          .map(({ release: { id: place, cohort } }) => ({ release: place, title: cohort.title }))
        return (
          <Page
            title={model.label}
            width="wide"
            aside={
              <>
                <OriginBadge simulated={model.release.cohort.simulated} />
                <span className="small muted">
                  stored with {model.release.cohort.title}, release {model.release.number} of{' '}
                  {formatDate(model.release.createdAt)} <span className="hash">{model.release.id}</span>
                </span>
              </>
            }
            actions={<QueryDrawer request={requestOf(ModelDocument, { id })} />}
          >
            <ModelSection
              model={model}
              places={places}
              on={search.release ?? model.release.id}
              search={search}
              onChange={(change) => {
                void navigate({
                  search: modelSearch({ ...search, ...change }, model.release.id),
                  resetScroll: false,
                })
              }}
            />
          </Page>
        )
      }}
    </Answered>
  )
}
