import { useMemo, useState } from 'react'
import type {
  CompareGroupsInput,
  ComparisonSettingFragment,
  GroupingInput,
} from '../../gql/generated/graphql.ts'
import { CompareGroupsDocument } from '../../gql/generated/graphql.ts'
import { createPageFigures, PageFiguresContext } from '../../figure/pageFigures.ts'
import { requestOf } from '../../gql/request.ts'
import { writeAddress } from '../../address.ts'
import { compareInput, writeGrouping } from '../../url.ts'
import type { CompareSearch } from '../../url.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Empty } from '../../ui/states.tsx'
import { useAnswerTo } from '../../ui/useAnswerTo.ts'
import { AllOnBoard } from './AllOnBoard.tsx'
import { AnswerLines, Warnings } from './AnswerLines.tsx'
import { claimVariables, groupsOf } from './answer.ts'
import { changedSearch, groupingVariable, resolveChoices } from './choices.ts'
import type { SearchChange } from './choices.ts'
import { OutcomeSection } from '../Outcome/OutcomeSection.tsx'
import { ScoreSection } from '../ScoreAsNumber/ScoreSection.tsx'
import { RobustnessSection } from '../Robustness/RobustnessSection.tsx'
import { AgreementPanel } from '../ImmuneProfile/AgreementPanel.tsx'
import { ProfilePanels } from '../ImmuneProfile/ProfilePanels.tsx'
import { contrast } from './answer.ts'
import type { Comparison } from './answer.ts'
import { InfluenceSection } from '../Influence/InfluenceSection.tsx'
import { PatientsContext } from '../Patients/patientFocus.ts'
import { PatientDrawer } from '../Patients/PatientDrawer.tsx'
import { PickedBar } from '../Patients/PickedBar.tsx'
import { groupNames, usePatientsOf } from '../Patients/usePatientsOf.ts'
import { WhoIsImaged } from '../WhoIsImaged/WhoIsImaged.tsx'
import '../Patients/patients.css'
import { ComparisonFigures } from './ComparisonFigures.tsx'
import { Controls } from './Controls.tsx'
import { Cutoffs } from './Cutoffs.tsx'
import { refusalOf } from './errors.ts'
import { FlowOfPatients } from './FlowOfPatients.tsx'
import { PatientPanel } from '../Patients/PatientPanel.tsx'
import { NoImmuneLayer } from './NoImmuneLayer.tsx'
import { Provenance } from './Provenance.tsx'

interface Props {
  setting: ComparisonSettingFragment
  search: CompareSearch
  onChange: (change: SearchChange) => void
}

/** The question of the house: how do groups differ in their immune cells, and who says so. */
export function RiskGroupComparison(props: Props) {
  const { setting, search, onChange } = props
  const choices = useMemo(() => resolveChoices(setting, search), [setting, search])
  const { grouping, method } = choices
  const [figures] = useState(createPageFigures)
  const patients = usePatientsOf(search, onChange)
  const input = useMemo(
    () => (grouping === null || method === null ? null : compareInput(setting.id, grouping, method, search)),
    [setting.id, grouping, method, search],
  )
  const asked = useAnswerTo(CompareGroupsDocument, input, nothing)
  const [{ data, error, fetching }] = asked
  const comparison = data?.compareGroups ?? null
  const groupOf = useMemo(() => (comparison === null ? noGroup : groupsOf(comparison)), [comparison])
  const shared = useMemo(() => ({ ...patients, groupOf: groupNames(comparison) }), [patients, comparison])
  const refusal = refusalOf(fetching ? null : (error ?? null))
  const { slug } = setting.cohort
  if (method === null)
    return <NoImmuneLayer setting={setting} grouping={grouping} search={search} onChange={onChange} />
  return (
    <PatientsContext value={shared}>
      <PageFiguresContext value={figures}>
        <div className="compare">
          <Controls
            setting={setting}
            choices={choices}
            search={search}
            groupCount={comparison?.grouping.groups.length ?? null}
            onChange={onChange}
            errorOf={(control) => (refusal?.control === control ? refusal.message : null)}
          />
          <div className="compare-answer">
            {search.unread !== undefined && (
              <Callout tone="warn" title="Not understood in the address">
                {search.unread.join(', ')}
              </Callout>
            )}
            {input === null && (
              <Empty title="Choose how the patients are grouped">
                <p>Nothing is suggested for this release: name a variable at “Grouped by”.</p>
              </Empty>
            )}
            {input !== null && (
              <Answered of={asked} loading="Comparing the groups" rows={12} className="compare-result">
                {({ compareGroups: found }) => (
                  <>
                    <div className="compare-head">
                      <Cutoffs grouping={found.grouping} />
                      <div className="row no-print">
                        <CopyButton label="Copy address" text={() => fullAddress(props)} />
                        <AllOnBoard />
                        <QueryDrawer request={requestOf(CompareGroupsDocument, { input })} />
                      </div>
                    </div>
                    <FlowOfPatients comparison={found} />
                    <div className="words">
                      <AnswerLines comparison={found} />
                      <Warnings comparison={found} />
                    </div>
                    <ComparisonFigures
                      comparison={found}
                      input={input}
                      chosen={search.cell}
                      onChoose={(cell) => {
                        onChange({ cell })
                      }}
                    />
                    <ProfilePanels
                      input={profileInput(input)}
                      isClustered={search.order === 'clustered'}
                      onCluster={(isClustered) => {
                        onChange({ order: isClustered ? 'clustered' : undefined })
                      }}
                    />
                    {grouping !== null && (
                      <ScoreSection
                        release={setting.id}
                        score={scoreOf(found, grouping)}
                        cells={claimVariables(found)}
                        groupOf={groupOf}
                        adjust={search.adjust}
                        grouping={grouping}
                        onChange={onChange}
                      />
                    )}
                    <AgreementPanel input={agreementInput(input, contrast(found) !== null)} />
                    <RobustnessSection
                      compared={input}
                      method={found.method.key}
                      groupCount={found.grouping.groups.length}
                      isOn={search.robust === 'on'}
                      onTurn={(on) => {
                        onChange({ robust: on ? 'on' : undefined })
                      }}
                    />
                    {grouping !== null && (
                      <OutcomeSection
                        letter="h"
                        release={setting.id}
                        grouping={grouping}
                        endpoint={search.endpoint}
                        adjust={search.adjust}
                        onChange={onChange}
                      />
                    )}
                    {grouping !== null && (
                      <InfluenceSection
                        input={influenceInput(input)}
                        groupCount={found.grouping.groups.length}
                      />
                    )}
                    <WhoIsImaged release={setting.id} method={method} />
                    <PatientPanel comparison={found} />
                    <Provenance comparison={found} />
                    <PickedBar
                      cohort={slug}
                      picked={[...shared.picked]}
                      onClear={() => {
                        onChange({ picked: undefined })
                      }}
                      onCompare={(own) => {
                        onChange({ grouping: writeGrouping(own), picked: undefined })
                      }}
                    />
                  </>
                )}
              </Answered>
            )}
            {fetching && comparison !== null && (
              <p role="status" className="visually-hidden">
                Comparing anew
              </p>
            )}
          </div>
          {search.patient !== undefined && (
            <PatientDrawer
              key={search.patient}
              slug={slug}
              release={setting.id}
              patient={search.patient}
              method={method}
              onClose={() => {
                onChange({ patient: undefined })
              }}
            />
          )}
        </div>
      </PageFiguresContext>
    </PatientsContext>
  )
}

const noGroup = (): number => -1

const nothing: CompareGroupsInput = { release: '', grouping: { median: { variable: '' } }, method: '' }

function influenceInput({ release, grouping, method, quality }: CompareGroupsInput) {
  return { release, grouping, method, filter: quality === 'FILTER' }
}

/** The number behind the groups; categories and lists have none. */
function scoreOf({ grouping: { kind } }: Comparison, grouping: GroupingInput | null): string | null {
  return kind === 'CATEGORIES' || kind === 'PATIENTS' ? null : groupingVariable(grouping)
}

function profileInput({ release, grouping, method, scale }: CompareGroupsInput) {
  return { release, grouping, methods: [method], scale: scale ?? ('AS_STORED' as const) }
}

/** Without two groups there is no direction to agree on. */
function agreementInput({ release, grouping }: CompareGroupsInput, hasSides: boolean) {
  return hasSides ? { release, grouping } : { release }
}

/** The address with nothing left to defaults: it opens the same figure on the same release, whatever is current then. */
function fullAddress({ setting, search }: Props): string {
  const { groupingText, method } = resolveChoices(setting, search)
  const full = changedSearch(search, {
    release: setting.id,
    grouping: groupingText ?? undefined,
    method: method ?? undefined,
  })
  return `${location.origin}${location.pathname}${writeAddress({ ...full, tour: undefined })}`
}
