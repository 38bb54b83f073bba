import { dateNames, highestLog, scaleOf, speciesOf } from '../transcriptome/scale.ts'
import { genesBehindDate } from '../transcriptome/spreadsheetDates.ts'
import type { Expression } from '../transcriptome/expression.ts'
import { remark, type Remark } from './deconvolution.ts'

/** What an engine wants of its matrix. */
export interface Wanted {
  engine: string
  /** 'linear': amounts that add up; 'log': linear numbers are logged; 'any': only ranks are used */
  scale: 'linear' | 'log' | 'any'
  /** what happens to logarithms when linear numbers are wanted */
  logs?: 'refuse' | 'raise'
}

export interface Suitability {
  /** reasons to refuse; empty when the matrix can be used */
  fatal: Remark[]
  remarks: Remark[]
  isLog: boolean
}

/** Whether a matrix is what an engine can use: its scale, its species and what a spreadsheet left of its names. */
export function judgeMatrix(expression: Expression, { engine, scale, logs = 'refuse' }: Wanted): Suitability {
  const seen = scaleOf(expression)
  const fatal: Remark[] = []
  const remarks: Remark[] = []
  const isLog = seen.kind === 'log'
  if (speciesOf(expression.genes) === 'mouse')
    fatal.push(
      remark(
        'not-human',
        `The genes are written as mouse genes are (${sample(expression.genes)}); ${engine}'s reference is human.`,
        'Bring human data, or translate to human orthologues first and say so in the file.',
      ),
    )
  if (seen.kind === 'z-scored')
    fatal.push(
      remark(
        'negative-values',
        `Values go from ${round(seen.min)} to ${round(seen.max)} around gene means near 0: this is a z-scored or centred matrix. ` +
          'Centring removes how much of a gene there is, which is all that deconvolution goes by.',
        'Bring TPM (or FPKM or counts) that were not centred.',
      ),
    )
  else if (isLog && scale === 'linear') {
    const message = `The highest value is ${round(seen.max)}: these look like logarithms, ${engine} needs linear numbers (TPM).`
    if (logs === 'refuse' || seen.min < 0)
      fatal.push(
        remark(
          'log-scale',
          message,
          'Bring TPM before the logarithm, or undo it: 2^x − 1 where log2(TPM + 1) was taken.',
        ),
      )
    else
      remarks.push(
        remark(
          'anti-logged',
          `The highest value is ${round(seen.max)}, below ${highestLog}: taken for log2 and raised, 2^x, as CIBERSORT does.`,
          'Bring linear TPM to be sure.',
        ),
      )
  } else if (seen.min < 0 && !isLog && scale !== 'any')
    fatal.push(
      remark('negative-values', `Values below 0 (lowest ${round(seen.min)}) are no amounts.`, 'Bring TPM.'),
    )
  if (scale === 'linear' && expression.unit === 'counts')
    remarks.push(
      remark(
        'unit-unsuited',
        'Raw counts grow with gene length and library size; the reference does not. TPM is the unit to use.',
        'Bring gene lengths with --lengths, or TPM.',
      ),
    )
  const dates = dateNames(expression.genes)
  if (dates.length > 0)
    remarks.push(
      remark(
        'spreadsheet-names',
        `${dates.length} gene names were turned into dates by a spreadsheet (${dates
          .slice(0, 3)
          .map((name) => `${name}: ${(genesBehindDate(name) ?? []).join(' or ')}`)
          .join('; ')}); these genes are missing.`,
        'Export the table again from the tool that made it, without opening it in a spreadsheet.',
      ),
    )
  return { fatal, remarks, isLog }
}

function sample(genes: readonly string[]): string {
  return genes
    .filter((gene) => /[a-z]/.test(gene))
    .slice(0, 3)
    .join(', ')
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)))
}
