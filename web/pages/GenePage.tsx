import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useQuery } from 'urql'
import { apiMethod, changed } from '../associationUrl.ts'
import type { Change, GeneSearch } from '../associationUrl.ts'
import { formatNumber } from '../format.ts'
import { AssociationPairDocument, NumberNameDocument } from '../gql/generated/graphql.ts'
import type { CorrelateInput, NumberNameQuery } from '../gql/generated/graphql.ts'
import { groupingChoices } from '../gql/groupingChoices.ts'
import { requestOf } from '../gql/request.ts'
import { HowControls } from '../sections/Associations/Controls.tsx'
import { PairPanel } from '../sections/Associations/PairPanel.tsx'
import { defaultNumber } from '../sections/Associations/settings.ts'
import type { Setting } from '../sections/Associations/settings.ts'
import { AddressNotes, SettingGate } from '../sections/Associations/SettingGate.tsx'
import { GeneCells } from '../sections/Genes/GeneCells.tsx'
import { GeneOrigin } from '../sections/Genes/GeneOrigin.tsx'
import { NamedById } from '../sections/Genes/NamedById.tsx'
import { NumberByGroup } from '../sections/Genes/NumberByGroup.tsx'
import { adjusted } from '../sections/Outcome/adjust.ts'
import { Answered } from '../ui/Answered.tsx'
import { OriginBadge } from '../ui/Badge.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { Page } from '../ui/Page.tsx'
import { QueryDrawer } from '../ui/QueryDrawer.tsx'
import { Select } from '../ui/Select.tsx'
import { Empty } from '../ui/states.tsx'
import { VariableCombobox } from '../ui/VariableCombobox.tsx'
import { readGrouping } from '../url.ts'
import '../sections/Associations/associations.css'
import '../sections/RiskGroupComparison/comparison.css'
import '../sections/Outcome/outcome.css'
import '../sections/Model/model.css'

const route = getRouteApi('/gene/$slug')
const usualRoles = ['purity', 'stage']

/** One gene: by group, against a score, against all cells, and the file it comes from. Any other number will do as well. */
export function GenePage() {
  const { slug } = route.useParams()
  const search = route.useSearch()
  if (search.variable === undefined) return <NotFound what="The address names no gene" />
  const { variable } = search
  return (
    <SettingGate slug={slug} wanted={search.release} title="Gene">
      {(setting) => <Asked setting={setting} search={search} variable={variable} />}
    </SettingGate>
  )
}

interface Known {
  setting: Setting
  search: GeneSearch
  variable: string
}

function Asked(known: Known) {
  const { setting, variable } = known
  const asked = useQuery({ query: NumberNameDocument, variables: { release: setting.id, ref: variable } })
  return (
    <Answered of={asked} page="Gene" loading="Looking for the gene" rows={8}>
      {({ release }) => {
        const gene = release?.variable ?? null
        if (gene !== null && gene.type === 'NUMBER') return <Found {...known} gene={gene} />
        return (
          <Page title="Gene">
            <Empty title={`This release has no number ${variable}`}>
              <Link to="/genes/$slug" params={{ slug: setting.cohort.slug }}>
                All genes of {setting.cohort.title}
              </Link>
            </Empty>
          </Page>
        )
      }}
    </Answered>
  )
}

type Gene = NonNullable<NonNullable<NumberNameQuery['release']>['variable']>

function Found({ setting, search, variable, gene }: Known & { gene: Gene }) {
  const navigate = route.useNavigate()
  const onChange = (change: Change<GeneSearch>): void => {
    void navigate({ search: (before) => changed(before, change), resetScroll: false })
  }
  const { slug, title, simulated } = setting.cohort
  const release = search.release === undefined ? {} : { release: search.release }
  return (
    <Page
      title={`${gene.label} in ${title}`}
      heading={gene.label}
      width="wide"
      lead={
        <p>
          {gene.layer.label}, {gene.unit === '' ? 'no unit' : gene.unit}, in {title}: {gene.summary.n}{' '}
          patients, {gene.summary.nMissing} without a value, {gene.summary.nZero} zero; median{' '}
          {formatNumber(gene.summary.median)} (quartiles {formatNumber(gene.summary.q1)} and{' '}
          {formatNumber(gene.summary.q3)}, range {formatNumber(gene.summary.min)} to{' '}
          {formatNumber(gene.summary.max)}).
        </p>
      }
      aside={<OriginBadge simulated={simulated} />}
      actions={
        <>
          <Link
            to="/genes/$slug"
            params={{ slug }}
            search={{ ...release, gene: variable, ...(search.x === undefined ? {} : { x: search.x }) }}
            className="button-link"
          >
            Among all genes
          </Link>
          <QueryDrawer
            request={requestOf(NumberNameDocument, { release: setting.id, ref: variable })}
            size="m"
            title="The query behind this page"
          />
        </>
      }
    >
      <AddressNotes setting={setting} unread={search.unread} />
      <p className="hash muted">{variable}</p>
      <NamedById labels={[gene.label]} />
      <ByGroup setting={setting} search={search} variable={variable} onChange={onChange} />
      <AgainstScore setting={setting} search={search} variable={variable} gene={gene} onChange={onChange} />
      <Cells setting={setting} search={search} variable={variable} gene={gene} onChange={onChange} />
      <Origin setting={setting} search={search} variable={variable} gene={gene} />
    </Page>
  )
}

type Changing = Known & { onChange: (change: Change<GeneSearch>) => void }

function ByGroup({ setting, search, variable, onChange }: Changing) {
  const choices = groupingChoices(setting.suggestedGroupings, search.by)
  const by = search.by ?? choices[0]?.value
  return (
    <section className="section" aria-labelledby="gene-groups">
      <h2 id="gene-groups">By group</h2>
      {by === undefined ? (
        <Empty title="Nothing to group by">
          <p>
            This release proposes no groups; any grouping of the comparison page may stand in the address as
            “by”.
          </p>
        </Empty>
      ) : (
        <>
          <div className="no-print baseline-control">
            <Select
              label="Grouped by"
              value={by}
              options={choices}
              onChange={(next) => {
                onChange({ by: next })
              }}
            />
          </div>
          {readGrouping(by) === null ? (
            <Empty title="The grouping in the address is not understood">{by}</Empty>
          ) : (
            <NumberByGroup release={setting.id} variable={variable} grouping={by} letter="a" />
          )}
        </>
      )}
    </section>
  )
}

function AgainstScore({ setting, search, variable, gene, onChange }: Changing & { gene: Gene }) {
  const x = search.x ?? defaultNumber(setting)
  const [named] = useQuery({
    query: NumberNameDocument,
    variables: { release: setting.id, ref: x ?? '' },
    pause: x === undefined,
  })
  const label = named.data?.release?.variable?.label ?? x
  const adjust = adjusted(search.adjust, setting.suggestedAdjustments, usualRoles).filter((ref) => ref !== x)
  const joined = search.method === 'kendall' ? '' : adjust.join(',')
  const input = useMemo<CorrelateInput>(
    () => ({
      release: setting.id,
      x: { variables: [x ?? ''] },
      y: { layer: gene.layer.ref },
      method: apiMethod(search.method),
      adjustFor: joined === '' ? [] : joined.split(','),
    }),
    [setting.id, x, gene.layer.ref, search.method, joined],
  )
  return (
    <section className="section" aria-labelledby="gene-score">
      <h2 id="gene-score">Against a number</h2>
      <div className="outcome-controls no-print">
        <VariableCombobox
          label="Number"
          release={setting.id}
          type="NUMBER"
          value={x === undefined ? null : { value: x, label: label ?? x }}
          onChange={({ value }) => {
            onChange({ x: value })
          }}
        />
        <HowControls
          setting={setting}
          method={search.method}
          show={undefined}
          adjust={adjust}
          hasRival={false}
          drawsAll
          onChange={({ method, adjust: next }) => {
            onChange({ method, ...(next === undefined ? {} : { adjust: next }) })
          }}
        />
      </div>
      {x === undefined ? (
        <Empty title="Choose a number">
          <p>A score, an image feature, a cell: anything that is a number.</p>
        </Empty>
      ) : (
        <PairPanel input={input} pair={{ x, y: variable }} letter="b" />
      )}
    </section>
  )
}

function Cells({ setting, search, variable, gene, onChange }: Changing & { gene: Gene }) {
  const methods = setting.layers.filter(({ kind, variableCount }) => kind === 'IMMUNE' && variableCount > 1)
  const cells = search.cells ?? methods.toSorted((a, b) => b.patientCount - a.patientCount)[0]?.ref
  return (
    <section className="section" aria-labelledby="gene-cells">
      <h2 id="gene-cells">Against all cells</h2>
      {cells === undefined ? (
        <Empty title="This cohort has no immune layer" />
      ) : (
        <>
          <div className="no-print baseline-control">
            <Select
              label="Cells of"
              value={cells}
              options={methods.map(({ ref, label }) => ({ value: ref, label }))}
              onChange={(next) => {
                onChange({ cells: next })
              }}
            />
          </div>
          <GeneCells release={setting.id} variable={variable} label={gene.label} cells={cells} letter="c" />
        </>
      )}
    </section>
  )
}

/** One patient stands for all: the rows of a layer come from the same files in the same way. */
function Origin({ setting, search, variable, gene }: Known & { gene: Gene }) {
  const x = search.x ?? defaultNumber(setting)
  const [{ data }] = useQuery({
    query: AssociationPairDocument,
    variables: {
      input: { release: setting.id, x: { variables: [x ?? ''] }, y: { variables: [variable] } },
      x: x ?? '',
      y: variable,
    },
    pause: x === undefined,
  })
  const patient = data?.correlate.pair?.values?.points[0]?.patient
  return (
    <section className="section" aria-labelledby="gene-origin">
      <h2 id="gene-origin">Where it comes from</h2>
      <p>
        {gene.layer.label}: {gene.layer.method}. {gene.layer.description} {gene.layer.patientRule}.
      </p>
      {patient !== undefined && <GeneOrigin release={setting.id} variable={variable} patient={patient} />}
    </section>
  )
}
