/** Clinical tables of known origin: which columns are numbers is known; codes (0/1, stages) stay text as written. */
import { z } from 'zod'
import { missingWords } from '../missing.ts'
import type { Reader } from './reader.ts'
import { filterSetting, readSettings, tableSettings } from './settings.ts'
import { readSheetTable } from './sheetTable.ts'
import { readTextTable, tableOptions } from './textTable.ts'

const sheetSettings = z.strictObject({
  filter: filterSetting,
  sheet: z.string().optional(),
  missing: z.array(z.string()).optional(),
})

const cdrNumber =
  /^(age_at_initial_pathologic_diagnosis|initial_pathologic_dx_year|.*_days_to|\w+\.time(\.\w+)*)$/

export const tcgaCdr: Reader = {
  format: 'tcga-cdr',
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
  describes: "GDC clinical export since 2025 (dotted names), a row per treatment; missing is '--.",
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    const read = await readTextTable(
      tableOptions(source, settings.delimiter),
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

const hccNumber = /^(Interval_BL|Interval_FU|TTP|OS|age|Tr_Size|AFP|\d_(EASL|RECIST|mRECIST)_(BL|FU))$/

export const hccTaceSegClinical: Reader = {
  format: 'hcc-tace-seg-clinical',
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
  describes:
    'CT series with a liver segmentation of the AIMI project: patient, study and series UID, reader scores.',
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    return readTextTable(
      tableOptions(source, settings.delimiter),
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
