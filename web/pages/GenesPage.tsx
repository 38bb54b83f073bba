import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useQuery } from 'urql'
import { apiMethod, changed } from '../associationUrl.ts'
import type { Change, GenesSearch } from '../associationUrl.ts'
import { NumberNameDocument } from '../gql/generated/graphql.ts'
import type { CorrelateInput } from '../gql/generated/graphql.ts'
import { HowControls } from '../sections/Associations/Controls.tsx'
import { defaultNumber, expressionLayers, factsOf, layerOptions } from '../sections/Associations/settings.ts'
import type { Setting } from '../sections/Associations/settings.ts'
import { AddressNotes, SettingGate } from '../sections/Associations/SettingGate.tsx'
import { ScanSection } from '../sections/Genes/ScanSection.tsx'
import { adjusted } from '../sections/Outcome/adjust.ts'
import { OriginBadge } from '../ui/Badge.tsx'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { Empty } from '../ui/states.tsx'
import { VariableCombobox } from '../ui/VariableCombobox.tsx'
import '../sections/Associations/associations.css'
import '../sections/RiskGroupComparison/comparison.css'
import '../sections/Outcome/outcome.css'

const route = getRouteApi('/genes/$slug')
const usualRoles = ['purity', 'stage']

/** One score or feature against all genes of a cohort. */
export function GenesPage() {
  const { slug } = route.useParams()
  const search = route.useSearch()
  return (
    <SettingGate slug={slug} wanted={search.release} title="One number against all genes">
      {(setting) => <Loaded setting={setting} search={search} />}
    </SettingGate>
  )
}

/** The name of a number, while its reference stands in the address. */
function useNumberName(release: string, ref: string | undefined): string | undefined {
  const [{ data }] = useQuery({
    query: NumberNameDocument,
    variables: { release, ref: ref ?? '' },
    pause: ref === undefined,
  })
  return data?.release?.variable?.label ?? ref
}

function Loaded({ setting, search }: { setting: Setting; search: GenesSearch }) {
  const navigate = route.useNavigate()
  const go = useNavigate()
  const onChange = useCallback(
    (change: Change<GenesSearch>, how?: 'replace') => {
      void navigate({
        search: (before) => changed(before, change),
        resetScroll: false,
        replace: how === 'replace',
      })
    },
    [navigate],
  )
  const { slug, title, simulated } = setting.cohort
  const layers = expressionLayers(setting)
  const layer = search.layer ?? layers[0]?.ref
  const x = search.x ?? defaultNumber(setting)
  const name = useNumberName(setting.id, x)
  const geneName = useNumberName(setting.id, search.gene)
  const adjust = adjusted(search.adjust, setting.suggestedAdjustments, usualRoles).filter((ref) => ref !== x)
  const joined = search.method === 'kendall' ? '' : adjust.join(',')
  const input = useMemo<CorrelateInput>(
    () => ({
      release: setting.id,
      x: { variables: [x ?? ''] },
      y: { layer: layer ?? '' },
      method: apiMethod(search.method),
      adjustFor: joined === '' ? [] : joined.split(','),
    }),
    [setting.id, x, layer, search.method, joined],
  )
  const release = search.release === undefined ? {} : { release: search.release }
  return (
    <Page
      title={`All genes in ${title}`}
      width="wide"
      lead={<p>One number against the expression of every gene, with q over all of them.</p>}
      aside={<OriginBadge simulated={simulated} />}
      actions={
        <Link to="/associations/$slug" params={{ slug }} search={release} className="button-link">
          Two layers against each other
        </Link>
      }
    >
      <AddressNotes setting={setting} unread={search.unread} />
      {layer === undefined ? (
        <Empty title="This cohort has no gene expression">
          <p>
            <Link to="/cohort/$slug" params={{ slug }}>
              See what it has
            </Link>
          </p>
        </Empty>
      ) : (
        <div className="compare">
          <aside className="controls no-print" aria-label="Controls">
            <VariableCombobox
              label="Number"
              help="A score, an image feature, a cell, an age: anything that is a number."
              release={setting.id}
              type="NUMBER"
              value={x === undefined ? null : { value: x, label: name ?? x }}
              onChange={({ value }) => {
                onChange({ x: value, view: undefined })
              }}
            />
            {layers.length > 1 && (
              <Select
                label="Genes of"
                value={layer}
                options={layerOptions(layers)}
                onChange={(value) => {
                  onChange({ layer: value, view: undefined, gene: undefined })
                }}
              />
            )}
            <VariableCombobox
              label="Find a gene"
              help="The gene is named in the plot; its page has it by group, against the number and against all cells."
              release={setting.id}
              layer={layer}
              type="NUMBER"
              value={
                search.gene === undefined ? null : { value: search.gene, label: geneName ?? search.gene }
              }
              onChange={({ value }) => {
                onChange({ gene: value })
              }}
            />
            {search.gene !== undefined && x !== undefined && (
              <Link to="/gene/$slug" params={{ slug }} search={{ ...release, variable: search.gene, x }}>
                The page of {geneName}
              </Link>
            )}
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
            {x === undefined ? (
              <Empty title="Choose a number">
                <p>This release proposes no number to begin with: take one under “Number”.</p>
              </Empty>
            ) : (
              <ScanSection
                input={input}
                search={search}
                facts={factsOf(setting)}
                onChange={onChange}
                onGene={(ref) => {
                  void go({ to: '/gene/$slug', params: { slug }, search: { ...release, variable: ref, x } })
                }}
              />
            )}
          </div>
        </div>
      )}
    </Page>
  )
}
