/** Formats cbioportal-clinical (with its four # rows), cbioportal-export (web) and cbioportal-generic-assay. */
import { z } from 'zod'
import type { Findings } from '../findings.ts'
import { missingWords } from '../missing.ts'
import { cellsOf, hasAll, sure, textTable } from '../recognise/looks.ts'
import { methodOfCells, modeOfAssay } from './immunedeconv.ts'
import { readMatrix } from './matrix.ts'
import type { ColumnKind } from './columns.ts'
import type { Reader, Source } from './reader.ts'
import { matrixSettings, readSettings, tableSettings } from './settings.ts'
import { readTextTable, tableOptions } from './textTable.ts'
import type { Progress } from './textTable.ts'

/** the words of its validator for missing */
const missing = [
  '',
  'NA',
  '[Not Available]',
  '[Not Applicable]',
  '[Unknown]',
  '[Discrepancy]',
  '[Completed]',
  '[Null]',
]

const number = /(_MONTHS|^AGE|_AGE|_SCORE|_COUNT|_SIZE|FRACTION_GENOME_ALTERED|^TMB_)/
const exportNumber = /(\(Months\)|^(Diagnosis )?Age$|Count$|Score$|Fraction|^TMB)/

const clinicalSettings = z.strictObject({
  ...tableSettings,
  idColumn: z.string().optional(),
  numbers: z
    .array(z.string())
    .optional()
    .describe('number columns; left out: by the datatype row or the name'),
})

async function readClinical(
  source: Source,
  place: { id: string; comment?: string; pattern: RegExp },
  findings: Findings,
  progress: Progress,
) {
  const settings = readSettings(clinicalSettings, source, findings)
  if (settings === null) return null
  const { numbers } = settings
  const id = settings.idColumn ?? place.id
  const kind = (name: string): ColumnKind =>
    name === id ? 'skip' : (numbers?.includes(name) ?? place.pattern.test(name)) ? 'number' : 'text'
  return readTextTable(
    { ...tableOptions(source, settings), ...(place.comment === undefined ? {} : { comment: place.comment }) },
    {
      file: source.id,
      idColumns: [id],
      required: numbers ?? [],
      kind,
      missing: [...missing, ...(settings.missing ?? [])],
      filter: settings.filter,
    },
    findings,
    progress,
  )
}

export const cbioportalClinical: Reader = {
  format: 'cbioportal-clinical',
  role: 'clinical',
  describes: 'Clinical file of a cBioPortal study: four rows with #, then PATIENT_ID and attributes.',
  recognise(head) {
    const table = textTable(head)
    if (!table?.names.includes('PATIENT_ID')) return null
    const rows = table.before.filter((line) => line.startsWith('#'))
    if (rows.length < 4) return null
    const types = (rows[2] ?? '').replace(/^#/, '').split('\t')
    const numbers = table.names.filter((name, i) => types[i] === 'NUMBER' && name !== 'PATIENT_ID')
    return sure('four # rows and PATIENT_ID: a clinical file of a cBioPortal study', {
      settings: { numbers },
    })
  },
  async read(source, findings, progress) {
    return readClinical(source, { id: 'PATIENT_ID', comment: '#', pattern: number }, findings, progress)
  },
}

export const cbioportalExport: Reader = {
  format: 'cbioportal-export',
  role: 'clinical',
  describes:
    'Clinical table downloaded from the pages of cBioPortal: Study ID, Patient ID, Sample ID, attributes.',
  recognise(head) {
    const table = textTable(head)
    return table && hasAll(table.names, ['Study ID', 'Patient ID', 'Sample ID'])
      ? sure('Study ID, Patient ID, Sample ID: a table downloaded from cBioPortal')
      : null
  },
  async read(source, findings, progress) {
    return readClinical(source, { id: 'Patient ID', pattern: exportNumber }, findings, progress)
  },
}

const assaySettings = z.strictObject({
  ...matrixSettings,
  limits: z
    .enum(['refuse', 'missing'])
    .default('refuse')
    .describe('values such as >8, which are no measurements: refuse the file, or take them for missing'),
})

const assayWords = ['ENTITY_STABLE_ID', 'NAME', 'DESCRIPTION', 'URL']

export const cbioportalGenericAssay: Reader = {
  format: 'cbioportal-generic-assay',
  role: 'immune',
  describes: 'Generic Assay of cBioPortal: ENTITY_STABLE_ID, NAME, DESCRIPTION, URL, then samples.',
  recognise(head) {
    const table = textTable(head)
    if (table?.names[0] !== 'ENTITY_STABLE_ID') return null
    const names = cellsOf(table, Math.max(0, table.names.indexOf('NAME')))
    const methodKey = methodOfCells(names)
    const because = 'ENTITY_STABLE_ID and samples: a Generic Assay of cBioPortal'
    return methodKey === null
      ? sure(because, { role: 'features' })
      : sure(because, { methodKey: modeOfAssay(methodKey, table) })
  },
  async read(source, findings, progress) {
    const settings = readSettings(assaySettings, source, findings)
    if (settings === null) return null
    const words = [...missingWords.r, '', ...(settings.missing ?? [])]
    const read = await readMatrix(
      tableOptions(source, settings),
      {
        idColumn: 'ENTITY_STABLE_ID',
        optionalAnnotations: assayWords.slice(1),
        missing: words,
        limits: settings.limits,
      },
      findings,
      progress,
    )
    const names = read?.rowAnnotations?.['NAME']
    if (!read || !names) return read
    // the names are what the tool wrote; stable ids are made for cBioPortal
    return { ...read, rowIds: read.rowIds.map((id, row) => names[row] ?? id) }
  },
}
