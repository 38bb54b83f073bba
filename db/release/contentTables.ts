import { getTableColumns, getTableName } from '../drizzle/orm.cjs'
import type { PgTable } from '../drizzle/pgCore.cjs'
import { ctSeries } from '../schema/ctSeries.ts'
import { derivation } from '../schema/derivation.ts'
import { entity } from '../schema/entity.ts'
import { exclusion } from '../schema/exclusion.ts'
import { finding } from '../schema/finding.ts'
import { findingCount } from '../schema/findingCount.ts'
import { patient } from '../schema/patient.ts'
import { provenance } from '../schema/provenance.ts'
import { riskModel } from '../schema/riskModel.ts'
import { sourceFile } from '../schema/sourceFile.ts'
import { specimen } from '../schema/specimen.ts'
import type { DerivationRecord, ReleaseContent, ReleaseRecord } from './content.ts'
import type { FieldType } from './copyEncoder.ts'

/** Rows of one table, ready for binary COPY. */
export interface TableRows {
  name: string
  columns: readonly string[]
  types: readonly FieldType[]
  rows: Iterable<readonly unknown[]>
}

const fieldTypes: Readonly<Record<string, FieldType>> = {
  integer: 'int4',
  bigint: 'int8',
  'double precision': 'float8',
  boolean: 'bool',
  text: 'text',
  'text[]': 'text[]',
  'double precision[]': 'float8[]',
  json: 'json',
  bytea: 'bytea',
}

/** Objects keyed as the drizzle table's columns → rows in the table's order of columns; the schema stays the one list of them. */
export function tableRows<T extends PgTable>(
  table: T,
  records: Iterable<Readonly<T['$inferInsert']>>,
): TableRows {
  const columns = Object.entries(getTableColumns(table))
  const types = columns.map(([, column]) => {
    const type = fieldTypes[column.getSQLType()]
    if (!type)
      throw new Error(`no COPY encoding for ${getTableName(table)}.${column.name} ${column.getSQLType()}`)
    return type
  })
  const keys = columns.map(([key]) => key)
  function* rows(): Generator<readonly unknown[]> {
    for (const record of records) {
      const fields: Readonly<Record<string, unknown>> = record
      yield keys.map((key) => fields[key])
    }
  }
  return {
    name: getTableName(table),
    columns: columns.map(([, column]) => column.name),
    types,
    rows: { [Symbol.iterator]: rows },
  }
}

/** Everything of a release but its layers. */
export function contentTables(
  releaseId: number,
  content: ReleaseContent,
  record: ReleaseRecord,
): TableRows[] {
  const numbered = <T>(list: readonly T[]) => list.map((item, ordinal) => ({ ...item, releaseId, ordinal }))
  return [
    tableRows(
      patient,
      content.patients.map(({ id }, ordinal) => ({ releaseId, ordinal, submitterId: id })),
    ),
    tableRows(specimen, numbered(content.specimens)),
    tableRows(
      entity,
      content.entities.map(({ id, ...rest }, ordinal) => ({ ...rest, entityId: id, releaseId, ordinal })),
    ),
    tableRows(ctSeries, numbered(content.ctSeries)),
    tableRows(
      sourceFile,
      record.sourceFiles.map(({ id, ...rest }, ordinal) => ({ ...rest, fileId: id, releaseId, ordinal })),
    ),
    tableRows(provenance, numbered(record.provenance ?? [])),
    tableRows(finding, numbered(record.findings)),
    tableRows(findingCount, numbered(record.findingCounts)),
    tableRows(derivation, numbered((record.descent?.derivations ?? []).map(derivationRow))),
    tableRows(exclusion, numbered(content.exclusions)),
    tableRows(
      riskModel,
      content.riskModels.map(({ trainedOn, inputs, centre, scale, loadings, ...rest }, ordinal) => ({
        ...rest,
        inputs: [...inputs],
        centre: [...centre],
        scale: [...scale],
        loadings: [...loadings],
        trainedCohort: trainedOn.cohort,
        trainedPatients: trainedOn.patients,
        trainedDescription: trainedOn.description,
        releaseId,
        ordinal,
      })),
    ),
  ]
}

function derivationRow({ base, inputs, outputs, ...rest }: DerivationRecord) {
  return {
    ...rest,
    inputs: [...inputs],
    outputs: [...outputs],
    baseShortId: base.shortId,
    baseContentHash: base.contentHash,
  }
}
