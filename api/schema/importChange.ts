import { InvalidInput } from '../../science/errors.ts'
import type { ColumnUse as ColumnUseName, FileUse as FileUseName, FolderMapping } from '../importFolders.ts'
import { builder } from '../builder.ts'
import { ImportCommand, ImportFolder, importsOf } from './importFolder.ts'

const FileUse = builder.enumType('FileUse', {
  description: 'What a table of no tool is used as.',
  values: {
    CLINICAL: { value: 'clinical', description: 'A clinical table.' },
    FEATURES: { value: 'features', description: 'A table of image features.' },
    LEFT_OUT: { value: 'left-out', description: 'Not at all.' },
  } as const,
})

const ColumnUse = builder.enumType('ColumnUse', {
  description: 'What a column is used as.',
  values: {
    PATIENT: { value: 'patient', description: 'It names the patient.' },
    NUMBER: { value: 'number', description: 'Numbers.' },
    CATEGORY: { value: 'category', description: 'Categories.' },
    STATUS: { value: 'status', description: 'Status of an endpoint.' },
    TIME: { value: 'time', description: 'Time of an endpoint.' },
    LEFT_OUT: { value: 'left-out', description: 'Not at all.' },
  } as const,
})

const ColumnMapping = builder.inputType('ColumnMapping', {
  description: 'What a column is used as.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'As the file writes it.' }),
    use: t.field({ type: ColumnUse, required: true, description: 'Its use.' }),
  }),
})

const FileMapping = builder.inputType('FileMapping', {
  description: 'What a file and its columns are used as, where recognition says otherwise.',
  fields: (t) => ({
    path: t.string({ required: true, description: 'Path of the file.' }),
    use: t.field({ type: FileUse, description: 'Null: as it is recognised.' }),
    columns: t.field({ type: [ColumnMapping], required: true, description: 'Only those that differ.' }),
  }),
})

const CorrectionInput = builder.inputType('CorrectionInput', {
  description: 'A cell that is to be read as another than the file writes.',
  fields: (t) => ({
    file: t.id({ required: true, description: 'Id of the file in the manifest, as findings have it.' }),
    line: t.int({ required: true, description: 'Line of the file.' }),
    column: t.string({ required: true, description: 'Column; in a matrix the sample.' }),
    from: t.string({
      description: 'What must stand there, to the letter; null: nothing or a word for missing.',
    }),
    to: t.string({ description: 'What is read in its place; null: not known.' }),
    reason: t.string({ required: true, description: 'Why; it is kept with every value that it concerns.' }),
  }),
})

const ImportAnswer = builder.inputType('ImportAnswer', {
  description: 'An answer to a question of the manifest.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Id of the question.' }),
    answer: t.string({ required: true, description: 'One of its choices, or words; blank: open again.' }),
  }),
})

interface GivenMapping {
  path: string
  use?: FileUseName | null | undefined
  columns: readonly { name: string; use: ColumnUseName }[]
}

function mappingOf(files: readonly GivenMapping[]): FolderMapping {
  return Object.fromEntries(
    files.map(({ path, use, columns }) => [
      path,
      { use: use ?? null, columns: Object.fromEntries(columns.map((column) => [column.name, column.use])) },
    ]),
  )
}

function wordsOf(
  slug: string | null | undefined,
  title: string | null | undefined,
): { slug: string; title: string } | null {
  if (slug == null && title == null) return null
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug ?? '') || (slug ?? '').length > 60)
    throw new InvalidInput('cohort', slug, 'lower-case letters, digits and single hyphens, at most 60')
  if ((title ?? '').trim() === '' || (title ?? '').length > 200)
    throw new InvalidInput('title', title, '1 to 200 characters')
  return { slug: slug ?? '', title: title ?? '' }
}

builder.mutationFields((t) => {
  const id = t.arg.id({ required: true, description: 'Id of the folder.' })
  return {
    beginImport: t.field({
      type: ImportFolder,
      description:
        'A new import folder. Files come in pieces by PUT /imports/<id>/files/<path>?offset=<bytes>&last=<1 or 0>.',
      args: { name: t.arg.string({ required: true, description: 'Name, 1 to 100 characters.' }) },
      resolve: (_root, { name }, context) => importsOf(context).begin(name),
    }),
    recogniseImport: t.field({
      type: ImportFolder,
      description: 'Looks at the files anew and drafts their manifest; ask for the folder to see it done.',
      args: { id },
      resolve: (_root, args, context) => importsOf(context).look(args.id),
    }),
    mapImport: t.field({
      type: ImportFolder,
      description:
        'Says what files and columns are, in the place of all that was said before, and looks anew.',
      args: { id, files: t.arg({ type: [FileMapping], required: true, description: 'What differs.' }) },
      resolve: (_root, args, context) => importsOf(context).map(args.id, mappingOf(args.files)),
    }),
    correctImport: t.field({
      type: ImportFolder,
      description:
        'Declares corrections of single cells, in the place of all that were declared before; the files stay as they are.',
      args: {
        id,
        corrections: t.arg({ type: [CorrectionInput], required: true, description: 'All of them.' }),
      },
      resolve: (_root, args, context) =>
        importsOf(context).correct(
          args.id,
          args.corrections.map(({ from = null, to = null, ...rest }) => ({ ...rest, from, to })),
        ),
    }),
    answerImport: t.field({
      type: ImportFolder,
      description: 'Answers questions, and names the cohort.',
      args: {
        id,
        answers: t.arg({ type: [ImportAnswer], required: true, description: 'Others stay as they are.' }),
        cohort: t.arg.id({ description: 'Slug of the cohort; together with its title.' }),
        title: t.arg.string({ description: 'Title of the cohort.' }),
      },
      resolve: (_root, args, context) =>
        importsOf(context).answer(
          args.id,
          Object.fromEntries(args.answers.map((one) => [one.id, one.answer])),
          wordsOf(args.cohort, args.title),
        ),
    }),
    startImport: t.field({
      type: ImportFolder,
      description: 'Checks or imports, as a job that outlives the tab and the server.',
      args: { id, command: t.arg({ type: ImportCommand, required: true, description: 'Which.' }) },
      resolve: (_root, args, context) => importsOf(context).start(args.id, args.command),
    }),
    cancelImport: t.field({
      type: ImportFolder,
      description: 'Ends what is under way; nothing of it is written.',
      args: { id },
      resolve: (_root, args, context) => importsOf(context).cancel(args.id),
    }),
    removeImportFile: t.field({
      type: ImportFolder,
      description: 'Removes an uploaded file and looks anew.',
      args: { id, path: t.arg.string({ required: true, description: 'Path inside the folder.' }) },
      resolve: (_root, args, context) => importsOf(context).removeFile(args.id, args.path),
    }),
    removeImport: t.boolean({
      description:
        'Removes an import folder with its files; releases made of it stay. True where there was one.',
      args: { id },
      resolve: (_root, args, context) => importsOf(context).remove(args.id),
    }),
  }
})
