import { readProvenance } from '../../db/read/provenance.ts'
import type { DeclaredCorrection, RowOrigin, VariableOrigin } from '../../db/read/provenance.ts'
import { readPatient } from '../../db/read/patients.ts'
import { InvalidInput } from '../../science/errors.ts'
import { builder } from '../builder.ts'
import { Variable } from './variable.ts'

const WrittenSource = builder.objectRef<{ name: string; line: number | null }>('WrittenSource').implement({
  description: 'A column of a file, or a row of a matrix, as the file writes it.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the column or row.' }),
    line: t.exposeInt('line', { nullable: true, description: 'Line of the row; null for a column.' }),
  }),
})

const ValueOrigin = builder.objectRef<RowOrigin>('ValueOrigin').implement({
  description: 'The lines of a file that one value was made of.',
  fields: (t) => ({
    file: t.string({ description: 'Name of the file in the manifest.', resolve: ({ file }) => file.id }),
    path: t.string({ description: 'Path inside the data folder.', resolve: ({ file }) => file.path }),
    format: t.string({ description: 'Format it was read as.', resolve: ({ file }) => file.format }),
    sha256: t.string({ description: 'SHA-256 of its bytes.', resolve: ({ file }) => file.sha256 }),
    tool: t.string({ nullable: true, description: 'Tool that wrote it.', resolve: ({ file }) => file.tool }),
    version: t.string({
      nullable: true,
      description: 'Version of the tool.',
      resolve: ({ file }) => file.version,
    }),
    licence: t.string({
      nullable: true,
      description: 'Licence under which it may be used.',
      resolve: ({ file }) => file.licence,
    }),
    fromLine: t.exposeInt('fromLine', { description: 'First line of the block.' }),
    toLine: t.exposeInt('toLine', { description: 'Last line of the block.' }),
    writtenId: t.exposeString('writtenId', { description: 'Id of the row as the file writes it.' }),
  }),
})

const ValueCorrection = builder.objectRef<DeclaredCorrection>('ValueCorrection').implement({
  description: 'A cell that the manifest declares to be other than the file writes it.',
  fields: (t) => ({
    file: t.exposeString('file', { description: 'Name of the file in the manifest.' }),
    row: t.exposeString('row', { nullable: true, description: 'Id of the row; null: named by its line.' }),
    line: t.exposeInt('line', { nullable: true, description: 'Line; null: named by the id of its row.' }),
    column: t.exposeString('column', { description: 'Column, in a matrix the sample.' }),
    from: t.exposeString('from', { nullable: true, description: 'What the file writes; null: nothing.' }),
    to: t.exposeString('to', { nullable: true, description: 'What was read in its place; null: not known.' }),
    reason: t.exposeString('reason', { description: 'Why, in the words of who declared it.' }),
  }),
})

const Provenance = builder.objectRef<VariableOrigin>('VariableProvenance').implement({
  description: 'How a value of a variable can be led back to a file.',
  fields: (t) => ({
    sources: t.field({
      type: [WrittenSource],
      description: 'Columns or rows that the variable was made of; empty for what was computed on import.',
      resolve: ({ sources }) => sources.map(([name, line]) => ({ name, line })),
    }),
    values: t.field({
      type: [ValueOrigin],
      description: 'Where the value of the patient stands; empty when the layer has none of theirs.',
      resolve: ({ rows }) => rows,
    }),
    rules: t.stringList({
      description: 'What was done between file and value, in order.',
      resolve: ({ rules }) => [...rules],
    }),
    corrections: t.field({
      type: [ValueCorrection],
      description: 'Corrections of this value that the manifest declares.',
      resolve: ({ corrections }) => corrections,
    }),
    importerVersion: t.exposeString('importerVersion', {
      description: 'Version of the program that imported it.',
    }),
    release: t.id({
      description: 'Short id of the release that was imported.',
      resolve: ({ releaseShortId }) => releaseShortId,
    }),
  }),
})

builder.objectField(Variable, 'provenance', (t) =>
  t.field({
    type: Provenance,
    nullable: true,
    description:
      'Where the value of one patient comes from; null where the layer was computed and not imported.',
    args: { patient: t.arg.id({ required: true, description: 'Id of the patient.' }) },
    complexity: 20,
    resolve: async (variable, { patient }, context) => {
      const found = await readPatient(context.db, variable.releaseId, patient)
      if (!found) throw new InvalidInput('patient', patient, 'a patient of this release')
      return readProvenance(context.db, variable.releaseId, variable, found.ordinal)
    },
  }),
)
