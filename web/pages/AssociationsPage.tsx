import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { apiMethod, changed } from '../associationUrl.ts'
import type { AssociationSearch, Change } from '../associationUrl.ts'
import type { CorrelateInput } from '../gql/generated/graphql.ts'
import { AssociationSection } from '../sections/Associations/AssociationSection.tsx'
import { HowControls } from '../sections/Associations/Controls.tsx'
import {
  defaultSides,
  expressionLayers,
  factsOf,
  layerOptions,
  sideLayers,
} from '../sections/Associations/settings.ts'
import type { Setting } from '../sections/Associations/settings.ts'
import { AddressNotes, SettingGate } from '../sections/Associations/SettingGate.tsx'
import { adjusted } from '../sections/Outcome/adjust.ts'
import { OriginBadge } from '../ui/Badge.tsx'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { Empty } from '../ui/states.tsx'
import '../sections/Associations/associations.css'
import '../sections/RiskGroupComparison/comparison.css'
import '../sections/Outcome/outcome.css'
import '../sections/Model/model.css'

const route = getRouteApi('/associations/$slug')
const usualRoles = ['purity', 'stage']

/** Two layers of a cohort against each other: every pair at once, then one pair closely. */
export function AssociationsPage() {
  const { slug } = route.useParams()
  const search = route.useSearch()
  return (
    <SettingGate slug={slug} wanted={search.release} title="Associations">
      {(setting) => <Loaded setting={setting} search={search} />}
    </SettingGate>
  )
}

function Loaded({ setting, search }: { setting: Setting; search: AssociationSearch }) {
  const navigate = route.useNavigate()
  const onChange = (change: Change<AssociationSearch>): void => {
    void navigate({ search: (before) => changed(before, change), resetScroll: false })
  }
  const sides = defaultSides(setting)
  const [x, y] = [search.x ?? sides.x, search.y ?? sides.y]
  const adjust = adjusted(search.adjust, setting.suggestedAdjustments, usualRoles)
  const joined = search.method === 'kendall' ? '' : adjust.join(',')
  const input = useMemo<CorrelateInput>(
    () => ({
      release: setting.id,
      x: { layer: x ?? '' },
      y: { layer: y ?? '' },
      method: apiMethod(search.method),
      adjustFor: joined === '' ? [] : joined.split(','),
    }),
    [setting.id, x, y, search.method, joined],
  )
  const { slug, title, simulated } = setting.cohort
  const genes = expressionLayers(setting)
  return (
    <Page
      title={`Associations in ${title}`}
      width="wide"
      lead={
        <p>
          Every variable of one layer against every variable of another, with what tumour volume alone would
          give.
        </p>
      }
      aside={<OriginBadge simulated={simulated} />}
      actions={
        genes.length > 0 && (
          <Link to="/genes/$slug" params={{ slug }} className="button-link">
            One number against all genes
          </Link>
        )
      }
    >
      <AddressNotes setting={setting} unread={search.unread} />
      {x === undefined || y === undefined ? (
        <Empty title="Nothing to put against each other">
          <p>This release has no two layers of numbers, or none with patients in common.</p>
        </Empty>
      ) : (
        <div className="compare">
          <aside className="controls no-print" aria-label="Controls">
            <SideSelects setting={setting} x={x} y={y} onChange={onChange} />
            <HowControls
              setting={setting}
              method={search.method}
              show={search.show}
              adjust={adjust}
              hasRival={setting.suggestedAdjustments.some(({ role }) => role === 'volume')}
              onChange={onChange}
            />
          </aside>
          <div className="compare-answer">
            <AssociationSection input={input} search={search} facts={factsOf(setting)} onChange={onChange} />
          </div>
        </div>
      )}
    </Page>
  )
}

/** What is chosen of a side changes what rows, columns and pairs mean: they leave the address. */
function SideSelects(props: {
  setting: Setting
  x: string
  y: string
  onChange: (change: Change<AssociationSearch>) => void
}) {
  const options = layerOptions(sideLayers(props.setting))
  const known = (value: string) =>
    options.some((option) => option.value === value) ? [] : [{ value, label: value }]
  const afresh = { rows: undefined, columns: undefined, pair: undefined }
  return (
    <>
      <Select
        label="Rows"
        value={props.x}
        options={[...options, ...known(props.x)]}
        onChange={(x) => {
          props.onChange({ x, ...afresh })
        }}
      />
      <Select
        label="Columns"
        value={props.y}
        options={[...options, ...known(props.y)]}
        onChange={(y) => {
          props.onChange({ y, ...afresh })
        }}
      />
    </>
  )
}
