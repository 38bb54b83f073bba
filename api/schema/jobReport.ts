import { builder } from '../builder.ts'
import type { JobReport as Report } from '../longJob.ts'
import { Finding, FindingCount } from './finding.ts'

type Counted = NonNullable<Report['counts']>['layers'][number]

const ImportedLayer = builder.objectRef<Counted>('ImportedLayer').implement({
  description: 'A layer at the end of the flow.',
  fields: (t) => ({
    ref: t.exposeString('ref', { description: 'Reference, kind:key.' }),
    label: t.exposeString('label', { description: 'Name.' }),
    variables: t.exposeInt('variables', { description: 'Variables.' }),
    rows: t.exposeInt('rows', { description: 'Rows: patients, specimens, lesions or regions.' }),
    patients: t.exposeInt('patients', {
      nullable: true,
      description: 'Patients that a row stands for; null: it has no patient level.',
    }),
  }),
})

interface LeftOutGroup {
  scope: string
  code: string
  reason: string
  subjects: readonly string[]
}

const ImportLeftOut = builder.objectRef<LeftOutGroup>('ImportLeftOut').implement({
  description: 'Who was left out of what for one reason.',
  fields: (t) => ({
    scope: t.exposeString('scope', { description: 'Cohort, layer or list of series.' }),
    code: t.exposeString('code', { description: 'Rule.' }),
    reason: t.exposeString('reason', { description: 'In words.' }),
    count: t.int({ description: 'How many.', resolve: ({ subjects }) => subjects.length }),
    subjects: t.stringList({
      description: 'All of them: patients, specimens, rows.',
      resolve: ({ subjects }) => [...subjects],
    }),
  }),
})

function leftOut({ ledger }: Report): LeftOutGroup[] {
  const groups = Map.groupBy(ledger, ({ scope, code, reason }) => JSON.stringify([scope, code, reason]))
  return [...groups.values()].flatMap((lines) => {
    const [first] = lines
    return first ? [{ ...first, subjects: lines.map(({ subject }) => subject) }] : []
  })
}

/** Reports of jobs implement it: `interfaces: [JobReport]`. */
export const JobReport = builder.interfaceRef<Report>('JobReport').implement({
  description: 'What came of a job: what it wrote, who was left out, what it found.',
  fields: (t) => ({
    outcome: t.exposeString('outcome', {
      description:
        'imported, unchanged, already-imported, checked or refused; of a model that was applied: derived, unchanged, already-derived or refused.',
    }),
    release: t.id({
      nullable: true,
      description: 'Short id of its release; null where none was made or found.',
      resolve: ({ release }) => release?.shortId ?? null,
    }),
    layers: t.field({
      type: [ImportedLayer],
      description: 'Layers written, with the patients that they have.',
      resolve: ({ counts }) => counts?.layers ?? [],
    }),
    leftOut: t.field({
      type: [ImportLeftOut],
      description: 'Everybody left out, by reason.',
      resolve: leftOut,
    }),
    findings: t.field({
      type: [Finding],
      description: 'All findings that are kept, at most 100 for each rule.',
      resolve: ({ findings }) => findings,
    }),
    findingCounts: t.field({
      type: [FindingCount],
      description: 'How often each rule found something.',
      resolve: ({ findingCounts }) => findingCounts,
    }),
    seconds: t.exposeFloat('seconds', { description: 'How long it took, in seconds.' }),
  }),
})
