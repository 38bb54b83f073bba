import type {
  AskedQuestion,
  FolderCorrection,
  ImportFolders,
  ImportFolderView,
  ImportOutcome,
  ImportProgress,
  ShownFile,
} from '../importFolders.ts'
import { InvalidInput } from '../../science/errors.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Finding } from './finding.ts'
import { JobProgress } from './jobProgress.ts'
import { JobReport } from './jobReport.ts'

/** @throws InvalidInput this program was started without a place for uploads */
export function importsOf(context: Context): ImportFolders {
  context.neverKeep()
  if (!context.imports)
    throw new InvalidInput('imports', 'this program', 'a server with a data folder, started by npm start')
  return context.imports
}

const UploadedFile = builder.objectRef<ImportFolderView['uploads'][number]>('UploadedFile').implement({
  description: 'A file that has arrived whole in an import folder.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Path inside the folder.' }),
    bytes: t.exposeFloat('bytes', { description: 'Size in bytes.' }),
  }),
})

const ShownColumn = builder.objectRef<ShownFile['columns'][number]>('ImportColumn').implement({
  description: 'A column of a file before it is imported.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As the file writes it.' }),
    becomes: t.exposeString('becomes', {
      description: 'What becomes of it: patient, number, category, status or time of an endpoint, feature, …',
    }),
    preview: t.stringList({
      description: 'Its first cells, as the file writes them.',
      resolve: ({ preview }) => [...preview],
    }),
  }),
})

const RecognisedFile = builder.objectRef<ShownFile>('RecognisedFile').implement({
  description: 'A file of an import folder and what it was recognised as.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Path inside the folder.' }),
    format: t.exposeString('format', { nullable: true, description: 'Reader; null: no data of patients.' }),
    role: t.exposeString('role', { nullable: true, description: 'What it is for; null: it is not used.' }),
    sure: t.exposeBoolean('sure', {
      description: 'By its content; false: a table of no tool, which may be used as something else.',
    }),
    because: t.exposeString('because', { description: 'What it was recognised by.' }),
    rows: t.exposeInt('rows', { nullable: true, description: 'Rows, where they were counted already.' }),
    columns: t.field({
      type: [ShownColumn],
      description: 'The first 400 columns; none for matrices, whose columns are samples.',
      complexity: { field: 1, multiplier: 20 },
      resolve: ({ columns }) => columns,
    }),
    columnCount: t.exposeInt('columnCount', { description: 'How many columns there are.' }),
  }),
})

const ImportQuestion = builder.objectRef<AskedQuestion>('ImportQuestion').implement({
  description: 'What only a person can answer.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id in the manifest.' }),
    ask: t.exposeString('ask', { description: 'The question.' }),
    because: t.exposeString('because', { description: 'What the files show.' }),
    choices: t.stringList({
      nullable: true,
      description: 'Possible answers; null: any text.',
      resolve: ({ choices }) => (choices ? [...choices] : null),
    }),
    answer: t.exposeString('answer', { nullable: true, description: 'Null: open.' }),
  }),
})

const ImportedFile = builder.objectRef<ImportOutcome['sourceFiles'][number]>('ImportedFile').implement({
  description: 'A file at the beginning of the flow.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id in the manifest.' }),
    path: t.exposeString('path', { description: 'Path inside the folder.' }),
    format: t.exposeString('format', { description: 'Reader.' }),
    rows: t.exposeInt('rows', { nullable: true, description: 'Rows read.' }),
  }),
})

const ImportReport = builder.objectRef<ImportOutcome>('ImportReport').implement({
  interfaces: [JobReport],
  description: 'What a check or an import said at its end: the flow from files to patients to layers.',
  fields: (t) => ({
    cohort: t.id({
      nullable: true,
      description: 'Slug of the cohort.',
      resolve: ({ cohort }) => cohort?.slug ?? null,
    }),
    contentHash: t.exposeString('contentHash', { nullable: true, description: 'Of the harmonised content.' }),
    patients: t.int({
      nullable: true,
      description: 'Patients of the cohort; null where it was refused.',
      resolve: ({ counts }) => counts?.patients ?? null,
    }),
    specimens: t.int({
      nullable: true,
      description: 'Specimens, chosen or not.',
      resolve: ({ counts }) => counts?.specimens ?? null,
    }),
    patientsWithCt: t.int({
      nullable: true,
      description: 'Patients with at least one series.',
      resolve: ({ counts }) => counts?.patientsWithCt ?? null,
    }),
    files: t.field({
      type: [ImportedFile],
      description: 'Files read, with their rows.',
      resolve: ({ sourceFiles }) => sourceFiles,
    }),
  }),
})

export const ImportCommand = builder.enumType('ImportCommand', {
  description: 'What is done with an import folder.',
  values: {
    CHECK: { value: 'check', description: 'Everything but the write.' },
    IMPORT: { value: 'import', description: 'Checked, and written as a new release when nothing is wrong.' },
  } as const,
})

const ImportJob = builder.objectRef<ImportProgress>('ImportJob').implement({
  interfaces: [JobProgress],
  description: 'The last check or import of a folder.',
  fields: (t) => ({
    command: t.expose('command', { type: ImportCommand, description: 'Check or import.' }),
    findings: t.field({
      type: [Finding],
      description: 'Findings so far, at most 500; the report has all that are kept.',
      resolve: ({ findings }) => findings,
    }),
    report: t.field({
      type: ImportReport,
      nullable: true,
      description: 'At the end.',
      resolve: ({ report }) => report,
    }),
  }),
})

interface MappedRow {
  path: string
  column: string | null
  use: string
}

const MappedUse = builder.objectRef<MappedRow>('MappedUse').implement({
  description: 'What a person said that a file or a column is.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Path of the file.' }),
    column: t.exposeString('column', { nullable: true, description: 'Column; null: the file itself.' }),
    use: t.exposeString('use', { description: 'The use that was chosen.' }),
  }),
})

function mappedRows({ mapping }: ImportFolderView): MappedRow[] {
  return Object.entries(mapping).flatMap(([path, { use, columns }]) => [
    ...(use === null ? [] : [{ path, column: null, use }]),
    ...Object.entries(columns).map(([column, own]) => ({ path, column, use: own })),
  ])
}

const ImportCorrection = builder.objectRef<FolderCorrection>('ImportCorrection').implement({
  description: 'A cell that is read as another than the file writes; it stands so in the manifest.',
  fields: (t) => ({
    file: t.exposeString('file', { description: 'Id of the file in the manifest, as findings have it.' }),
    line: t.exposeInt('line', { description: 'Line of the file.' }),
    column: t.exposeString('column', { description: 'Column; in a matrix the sample.' }),
    from: t.exposeString('from', {
      nullable: true,
      description: 'What must stand there, to the letter; null: nothing or a word for missing.',
    }),
    to: t.exposeString('to', { nullable: true, description: 'What is read in its place; null: not known.' }),
    reason: t.exposeString('reason', { description: 'Why.' }),
  }),
})

export const ImportFolder = builder.objectRef<ImportFolderView>('ImportFolder').implement({
  description: 'Files that somebody brought by the browser, on their way to a release.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id of the folder.' }),
    name: t.exposeString('name', { description: 'Name, at first that of the folder that was dragged in.' }),
    createdAt: t.exposeString('createdAt', { description: 'When it was begun (ISO 8601, UTC).' }),
    uploads: t.field({
      type: [UploadedFile],
      description: 'Files that have arrived.',
      resolve: ({ uploads }) => uploads,
    }),
    looking: t.exposeString('looking', {
      nullable: true,
      description: 'The file that is looked at now; null when nobody looks.',
    }),
    files: t.field({
      type: [RecognisedFile],
      nullable: true,
      description: 'What each file is, as of the last look; null before the first.',
      complexity: { field: 1, multiplier: 5 },
      resolve: ({ files }) => files,
    }),
    notes: t.stringList({ description: 'To know.', resolve: ({ notes }) => [...notes] }),
    mapping: t.field({
      type: [MappedUse],
      description: 'What a person said that files and columns are.',
      resolve: mappedRows,
    }),
    corrections: t.field({
      type: [ImportCorrection],
      description: 'Declared of the files as they are now.',
      resolve: ({ corrections }) => corrections,
    }),
    questions: t.field({
      type: [ImportQuestion],
      description: 'What only a person can answer; all have to be answered before the check.',
      resolve: ({ questions }) => questions,
    }),
    cohort: t.id({
      nullable: true,
      description: 'Slug that the cohort will have.',
      resolve: ({ cohort }) => cohort?.slug ?? null,
    }),
    title: t.string({
      nullable: true,
      description: 'Title that the cohort will have.',
      resolve: ({ cohort }) => cohort?.title ?? null,
    }),
    problems: t.stringList({
      description: 'What is wrong in the manifest, apart from open questions.',
      resolve: ({ problems }) => [...problems],
    }),
    manifest: t.exposeString('manifest', {
      nullable: true,
      description: 'The manifest with the answers in it, as the command line takes it.',
    }),
    job: t.field({
      type: ImportJob,
      nullable: true,
      description: 'The last check or import; null: none since the files changed.',
      complexity: { field: 1, multiplier: 5 },
      resolve: ({ job }) => job,
    }),
  }),
})

builder.queryFields((t) => ({
  importFolders: t.field({
    type: [ImportFolder],
    description: 'Import folders, newest first.',
    complexity: { field: 10, multiplier: 10 },
    resolve: (_root, _args, context) => importsOf(context).list(),
  }),
  importFolder: t.field({
    type: ImportFolder,
    nullable: true,
    description: 'One import folder, asked again as long as it is looked at or a job is under way.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    complexity: 10,
    resolve: (_root, { id }, context) => importsOf(context).read(id),
  }),
}))
