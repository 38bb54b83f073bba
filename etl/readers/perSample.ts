/** Per-sample gene files put together into one matrix; the first file says which genes there are. */
import type { Corrections } from '../corrections.ts'
import type { Findings } from '../findings.ts'
import { wasNumber } from '../numbers.ts'
import { report, reportNotNumber } from '../rules.ts'
import { readTable } from '../table.ts'
import type { TableOptions } from '../tableFacts.ts'
import type { Row, RowView } from '../tableRow.ts'
import { checkMd5, sampleFiles } from './gdcFolder.ts'
import type { SampleFile } from './gdcFolder.ts'
import type { ReadMatrix, Source } from './reader.ts'
import type { Progress } from './textTable.ts'

export interface PerSamplePlan {
  options: Omit<TableOptions, 'file' | 'path'>
  /** names of the columns; all must be there */
  id: string
  value: string
  annotations: readonly string[]
  isSummaryRow: (id: string) => boolean
  missing: readonly string[]
}

class GeneRows {
  readonly ids: string[] = []
  readonly lines: number[] = []
  readonly values: Float64Array[] = []
  readonly annotations = new Map<string, (string | null)[]>()
  readonly at = new Map<string, number>()
  summaryRows = 0
}

class SampleReader {
  readonly #genes: GeneRows
  readonly #plan: PerSamplePlan
  readonly #file: string
  readonly #name: string
  readonly #aliquot: string
  readonly #sample: number
  readonly #samples: number
  readonly #findings: Findings
  readonly #first: boolean
  readonly #seen: Uint8Array
  readonly #corrections: Corrections | undefined
  #columns: number[] = []
  #names: (readonly string[])[] = []
  #row = 0
  #found = 0
  #strange = 0

  constructor(
    genes: GeneRows,
    plan: PerSamplePlan,
    place: { source: Source; file: SampleFile; sample: number; samples: number },
    findings: Findings,
  ) {
    this.#genes = genes
    this.#plan = plan
    this.#file = place.source.id
    this.#name = place.file.name
    this.#aliquot = place.file.sample
    this.#corrections = place.source.corrections
    this.#sample = place.sample
    this.#samples = place.samples
    this.#findings = findings
    this.#first = place.sample === 0
    this.#seen = new Uint8Array(genes.ids.length)
  }

  start(names: readonly string[], line: number): boolean {
    const needed = [this.#plan.id, this.#plan.value, ...this.#plan.annotations]
    this.#columns = needed.map((name) => names.indexOf(name))
    for (const [index, column] of needed.entries())
      if (this.#columns[index] === -1)
        report(this.#findings, 'column-missing', {
          file: this.#file,
          line,
          column,
          value: this.#name,
          message: `Missing column in ${this.#name}: ${column}.`,
        })
    // as findings call a column, and the value by its sample, as in a matrix
    const value = this.#columns[1]
    this.#names = [
      names.map((name) => `${this.#name}: ${name}`),
      names.map((_, index) => (index === value ? this.#aliquot : '')),
    ]
    return !this.#columns.includes(-1)
  }

  add(given: Row): void {
    const [idAt = 0, valueAt = 0] = this.#columns
    const row =
      this.#corrections?.corrected(given, {
        id: given.text(idAt),
        names: this.#names,
        missing: this.#plan.missing,
        oneOfSeveral: true,
      }) ?? given
    const id = row.text(idAt)
    if (this.#plan.isSummaryRow(id)) {
      if (this.#first) this.#genes.summaryRows += 1
      return
    }
    const gene = this.#first ? this.#newGene(id, row) : this.#knownGene(id)
    if (gene === -1) return
    let value = row.number(valueAt)
    if (!wasNumber()) {
      const text = row.text(valueAt)
      value = NaN
      if (!this.#plan.missing.includes(text.trim()))
        reportNotNumber(
          this.#findings,
          { file: this.#file, line: row.line, column: `${this.#name}: ${this.#plan.value}`, value: text },
          this.#plan.missing,
        )
    }
    const values = this.#genes.values[gene]
    if (values) values[this.#sample] = value
  }

  #newGene(id: string, row: RowView): number {
    const genes = this.#genes
    if (genes.at.has(id)) {
      report(this.#findings, 'gene-rows-differ', {
        file: this.#file,
        line: row.line,
        value: id,
        message: `Gene is twice in ${this.#name}.`,
      })
      return -1
    }
    const index = genes.ids.length
    genes.at.set(id, index)
    genes.ids.push(id)
    genes.lines.push(row.line)
    genes.values.push(new Float64Array(this.#samples).fill(NaN))
    this.#plan.annotations.forEach((name, n) => {
      const text = row.text(this.#columns[n + 2] ?? 0)
      const list = genes.annotations.get(name) ?? []
      list.push(text === '' ? null : text)
      genes.annotations.set(name, list)
    })
    return index
  }

  #knownGene(id: string): number {
    const genes = this.#genes
    // files of one workflow list genes in the same order, so the next one is nearly always right
    const index = genes.ids[this.#row] === id ? this.#row : (genes.at.get(id) ?? -1)
    this.#row = index + 1
    if (index === -1 || this.#seen[index] === 1) {
      this.#strange += 1
      return -1
    }
    this.#seen[index] = 1
    this.#found += 1
    return index
  }

  /** Whether the file had exactly the genes of the first one. */
  finish(): void {
    const absent = this.#seen.length - this.#found
    if (this.#first || (this.#strange === 0 && absent === 0)) return
    report(this.#findings, 'gene-rows-differ', {
      file: this.#file,
      value: this.#name,
      message: `${this.#name} lacks ${absent} genes of the first file and has ${this.#strange} that are not in it or are there twice.`,
      hint: 'Files of different annotation releases cannot be put into one matrix.',
    })
  }
}

async function readSample(
  source: Source,
  file: SampleFile,
  genes: GeneRows,
  plan: PerSamplePlan,
  place: { sample: number; samples: number },
  findings: Findings,
): Promise<readonly string[] | null> {
  if (!(await checkMd5(source, file, findings))) return null
  const reader = new SampleReader(genes, plan, { source, file, ...place }, findings)
  const facts = await readTable(
    { ...plan.options, file: `${source.id}: ${file.name}`, path: file.path },
    findings,
    () => undefined,
    {
      header: (names, line) => reader.start(names, line),
      row: (row) => {
        reader.add(row)
      },
    },
  )
  if (facts === null) return null
  reader.finish()
  return facts.comments
}

/** Reads a folder of per-sample files; null when any of them cannot be read. */
export async function readPerSample(
  source: Source,
  plan: PerSamplePlan,
  findings: Findings,
  progress: Progress,
): Promise<ReadMatrix | null> {
  const files = await sampleFiles(source, findings)
  if (files === null) return null
  const genes = new GeneRows()
  const comments = new Set<string>()
  let good = true
  for (const [sample, file] of files.entries()) {
    const read = await readSample(source, file, genes, plan, { sample, samples: files.length }, findings)
    if (read === null) good = false
    for (const comment of read ?? []) comments.add(comment)
    progress(sample + 1, files.length)
  }
  if (!good || genes.ids.length === 0) return null
  if (genes.summaryRows > 0)
    report(findings, 'summary-rows', {
      file: source.id,
      message: `${genes.summaryRows} rows per file that count reads instead of genes were skipped.`,
    })
  return {
    shape: 'matrix',
    facts: {
      encoding: 'utf-8',
      delimiter: '\t',
      rows: genes.ids.length,
      columns: files.length,
      tool: null,
      version: null,
      settings: { files: files.length, column: plan.value, comments: [...comments] },
    },
    rowIds: genes.ids,
    rowLines: Int32Array.from(genes.lines),
    sampleIds: files.map((file) => file.sample),
    values: genes.values,
    ...(genes.annotations.size > 0 ? { rowAnnotations: Object.fromEntries(genes.annotations) } : {}),
  }
}
