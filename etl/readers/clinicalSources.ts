/** Clinical tables of known origin: which columns are numbers is known; codes (0/1, stages) stay text as written. */
import { z } from 'zod'
import { missingWords } from '../missing.ts'
import type { Head, HeadTable } from '../recognise/head.ts'
import { hasAll, sure, textTable } from '../recognise/looks.ts'
import type { Reader } from './reader.ts'
import { filterSetting, readSettings, tableSettings } from './settings.ts'
import { readSheetTable } from './sheetTable.ts'
import { readTextTable, tableOptions } from './textTable.ts'

const sheetSettings = z.strictObject({
  filter: filterSetting,
  sheet: z.string().optional(),
  missing: z.array(z.string()).optional(),
})

/** The sheet that has these columns. */
function sheetWith(head: Head, names: readonly string[]): HeadTable | null {
  return head.tables.find((table) => table.sheet !== null && hasAll(table.names, names)) ?? null
}

const cdrNumber =
  /^(age_at_initial_pathologic_diagnosis|initial_pathologic_dx_year|.*_days_to|\w+\.time(\.\w+)*)$/

export const tcgaCdr: Reader = {
  format: 'tcga-cdr',
  role: 'clinical',
  recognise(head) {
    const sheet = sheetWith(head, ['bcr_patient_barcode', 'type', 'OS', 'OS.time', 'PFI.time'])
    return sheet && sure(`sheet ${sheet.sheet ?? ''} with bcr_patient_barcode, OS and PFI: the TCGA-CDR`)
  },
  describes:
    'TCGA clinical data resource (Liu 2018), .xlsx: overall, disease-specific, disease-free and progression-free survival.',
  async read(source, findings) {
    const settings = readSettings(sheetSettings, source, findings)
    if (settings === null) return null
    const read = await readSheetTable(
      source,
      settings.sheet ?? 'TCGA-CDR',
      () => ({
        file: source.id,
        idColumns: ['bcr_patient_barcode'],
        required: ['type', 'OS', 'OS.time'],
        kind: (name) =>
          name === '' || name === 'bcr_patient_barcode' ? 'skip' : cdrNumber.test(name) ? 'number' : 'text',
        missing: ['', ...missingWords.tcga, ...(settings.missing ?? [])],
        filter: settings.filter,
      }),
      findings,
    )
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'TCGA-CDR' } }
  },
}

const gdcNumber = /\.(days_to_\w+|age_at_\w+|year_of_\w+|weeks_gestation_at_birth)$/

export const gdcClinical: Reader = {
  format: 'gdc-clinical',
  role: 'clinical',
  recognise(head) {
    const table = textTable(head)
    return table && hasAll(table.names, ['cases.submitter_id', 'demographic.vital_status'])
      ? sure('dotted names (cases.submitter_id, demographic.vital_status): a GDC export since 2025')
      : null
  },
  describes: "GDC clinical export since 2025 (dotted names), a row per treatment; missing is '--.",
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    const read = await readTextTable(
      tableOptions(source, settings),
      {
        file: source.id,
        idColumns: ['cases.submitter_id'],
        required: ['demographic.vital_status', 'demographic.days_to_death'],
        kind: (name) => (name === 'cases.submitter_id' ? 'skip' : gdcNumber.test(name) ? 'number' : 'text'),
        missing: [...missingWords.gdc, ...(settings.missing ?? [])],
        filter: settings.filter,
      },
      findings,
      progress,
    )
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'GDC' } }
  },
}

const oldGdcNumber =
  /^(days_to_\w+|age_at_\w+|year_of_\w+|weeks_gestation_at_birth|cigarettes_per_day|pack_years_smoked)$/

export const gdcClinicalOld: Reader = {
  format: 'gdc-clinical-old',
  role: 'clinical',
  describes: "GDC clinical export until 2024 (bare names), a row per diagnosis or treatment; missing is '--.",
  recognise(head) {
    const table = textTable(head)
    return table && hasAll(table.names, ['case_submitter_id', 'vital_status', 'days_to_last_follow_up'])
      ? sure('case_submitter_id, vital_status, days_to_last_follow_up: a GDC export of before 2025')
      : null
  },
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    const read = await readTextTable(
      tableOptions(source, settings),
      {
        file: source.id,
        idColumns: ['case_submitter_id'],
        required: ['vital_status'],
        kind: (name) => (name === 'case_submitter_id' ? 'skip' : oldGdcNumber.test(name) ? 'number' : 'text'),
        missing: [...missingWords.gdc, ...(settings.missing ?? [])],
        filter: settings.filter,
      },
      findings,
      progress,
    )
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'GDC' } }
  },
}

const hccNumber = /^(Interval_BL|Interval_FU|TTP|OS|age|Tr_Size|AFP|\d_(EASL|RECIST|mRECIST)_(BL|FU))$/

export const hccTaceSegClinical: Reader = {
  format: 'hcc-tace-seg-clinical',
  role: 'clinical',
  recognise(head) {
    const names = ['TCIA_ID', 'OS', 'TTP', 'Death_1_StillAliveorLostToFU_0', '1_mRECIST']
    const sheet = sheetWith(head, names)
    return sheet && sure('the clinical workbook of HCC-TACE-Seg, whose glossary states weeks')
  },
  describes:
    'Clinical table of the TCIA collection HCC-TACE-Seg (.xlsx): survival and progression in weeks, response by three readers.',
  async read(source, findings) {
    const settings = readSettings(sheetSettings, source, findings)
    if (settings === null) return null
    return readSheetTable(
      source,
      settings.sheet ?? 'data table',
      () => ({
        file: source.id,
        idColumns: ['TCIA_ID'],
        required: ['OS', 'TTP', 'Death_1_StillAliveorLostToFU_0', 'Censored_0_progressed_1', '1_mRECIST'],
        kind: (name) => (name === 'TCIA_ID' ? 'skip' : hccNumber.test(name) ? 'number' : 'text'),
        missing: [...missingWords.spreadsheet, ...(settings.missing ?? [])],
        filter: settings.filter,
      }),
      findings,
    )
  },
}

export const aimiCtSeries: Reader = {
  format: 'aimi-ct-series',
  role: 'ct-series',
  recognise(head) {
    const table = textTable(head)
    return table && hasAll(table.names, ['PatientID', 'SeriesInstanceUID', 'AISegmentation', 'LikertScore'])
      ? sure('PatientID, SeriesInstanceUID, AISegmentation and LikertScore: the AIMI list of series')
      : null
  },
  describes:
    'CT series with a liver segmentation of the AIMI project: patient, study and series UID, reader scores.',
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    return readTextTable(
      tableOptions(source, settings),
      {
        file: source.id,
        idColumns: ['PatientID'],
        required: ['StudyInstanceUID', 'SeriesInstanceUID'],
        kind: (name) => (name === 'PatientID' ? 'skip' : name === 'LikertScore' ? 'number' : 'text'),
        missing: ['', ...(settings.missing ?? [])],
        filter: settings.filter,
      },
      findings,
      progress,
    )
  },
}
