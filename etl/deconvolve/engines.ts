/** Each engine: which files it takes, how they are read, and how it is run. */
import { joinCibersort, prepareCibersort } from '../../science/immune/cibersort.ts'
import type { Deconvolution, Refusal } from '../../science/immune/deconvolution.ts'
import { epic } from '../../science/immune/epic.ts'
import { estimate } from '../../science/immune/estimate.ts'
import type { IpsClass, IpsGene } from '../../science/immune/immunophenoscore.ts'
import { immunophenoscore } from '../../science/immune/immunophenoscore.ts'
import { abrs, abrsGenes, mcpCounter } from '../../science/immune/markerMeans.ts'
import { quantiseq } from '../../science/immune/quantiseq.ts'
import { ssgsea } from '../../science/immune/ssgsea.ts'
import type { Expression } from '../../science/transcriptome/expression.ts'
import type { Findings } from '../findings.ts'
import { parseNumber } from '../numbers.ts'
import { report } from '../rules.ts'
import type { BroughtFile } from './broughtFile.ts'
import { runOnThreads } from './cibersortThreads.ts'
import type { DeconvolveJob } from './options.ts'
import { geneList, geneSets, namedNumbers, readLines, symbolColumn } from './plainText.ts'
import { readSignature, variabilityOf } from './signatureFile.ts'

export interface EngineRun {
  expression: Expression
  signal: AbortSignal
  progress: (done: number, total: number) => void
}

/** A reference that was read: its genes, so that older names can be found, and the engine over it. */
export interface Runnable {
  name: string
  genes: readonly string[]
  run: (run: EngineRun) => Promise<readonly Deconvolution[] | Refusal>
}

interface Files {
  job: DeconvolveJob
  /** `signature` is the reference itself */
  file: (role: string) => BroughtFile | undefined
  findings: Findings
}

/** @returns null when a file could not be read; that is a finding */
type Engine = (files: Files) => Promise<Runnable | null>

/** One answer of an engine that needs no threads. */
function plain(answer: (expression: Expression) => Deconvolution | Refusal): Runnable['run'] {
  return ({ expression }) => {
    const result = answer(expression)
    return Promise.resolve(result.kind === 'refused' ? result : [result])
  }
}

/** Relative shares, and with --absolute the scores of the same fits beside them. */
const cibersortEngine: Engine = async ({ job, file, findings }) => {
  const signature = await readSignature(file('signature'), findings)
  if (!signature) return null
  const { quantileNormalise, permutations, seed, p, solver, absolute } = job
  const mode = absolute ? 'sig.score' : 'relative'
  return {
    ...signature,
    run: async ({ expression, signal, progress }) => {
      const settings = { quantileNormalise, permutations, seed, p, solver, mode } as const
      const task = prepareCibersort(expression, signature, settings)
      if ('kind' in task) return task
      const parts = await runOnThreads(task, { signal, progress })
      const relative = joinCibersort({ ...task, settings: { ...task.settings, mode: 'relative' } }, parts)
      return absolute ? [relative, joinCibersort(task, parts)] : [relative]
    },
  }
}

const quantiseqEngine: Engine = async ({ job, file, findings }) => {
  const signature = await readSignature(file('signature'), findings, /^TIL10/i, 'TIL10')
  if (!signature) return null
  const genesOf = async (role: string): Promise<string[]> => {
    const lines = await linesOf(file(role), findings)
    return lines ? geneList(lines) : []
  }
  const scaling = file('mrna-scaling')
  const lines = await linesOf(scaling, findings)
  const mRnaScaling = scaling && lines ? namedNumbers(scaling.name, lines, findings) : null
  const noisyGenes = await genesOf('noisy-genes')
  const tumourGenes = await genesOf('tumour-genes')
  return {
    ...signature,
    run: plain((expression) =>
      quantiseq(
        expression,
        { signature, mRnaScaling, noisyGenes, tumourGenes },
        { isMicroarray: job.quantileNormalise, isTumour: job.tumour },
      ),
    ),
  }
}

const epicEngine: Engine = async ({ file, findings }) => {
  const profiles = await readSignature(file('signature'), findings, /TRef/i, 'TRef')
  const list = await linesOf(file('signature-genes'), findings)
  const perCell = file('mrna-per-cell')
  const numbers = await linesOf(perCell, findings)
  const mRnaPerCell = perCell && numbers ? namedNumbers(perCell.name, numbers, findings) : null
  const spread = await readSignature(file('variability'), findings)
  if (!profiles || !list || !mRnaPerCell) return null
  const variability = spread ? variabilityOf(profiles, spread, findings) : null
  const signatureGenes = geneList(list)
  return {
    ...profiles,
    run: plain((expression) => epic(expression, { profiles, variability, signatureGenes, mRnaPerCell })),
  }
}

const estimateEngine: Engine = async ({ file, findings }) => {
  const lines = await linesOf(file('signature'), findings)
  const common = await linesOf(file('common-genes'), findings)
  const sets = lines ? geneSets(lines) : []
  const stromal = sets.find(({ name }) => /strom/i.test(name))
  const immune = sets.find(({ name }) => /immun/i.test(name))
  if (!stromal || !immune) return noSets(file('signature'), findings, 'a stromal and an immune gene set')
  const commonGenes = common ? symbolColumn(common) : null
  return {
    name: 'ESTIMATE',
    genes: [...new Set([...stromal.genes, ...immune.genes, ...(commonGenes ?? [])])],
    run: plain((expression) => estimate(expression, { stromal, immune, commonGenes })),
  }
}

const setsEngine =
  (
    name: string,
    score: (expression: Expression, sets: ReturnType<typeof geneSets>) => Deconvolution | Refusal,
  ): Engine =>
  async ({ file, findings }) => {
    const lines = await linesOf(file('signature'), findings)
    const sets = lines ? geneSets(lines) : []
    if (sets.length === 0)
      return noSets(file('signature'), findings, 'gene sets: GMT, or genes with their population')
    return {
      name,
      genes: [...new Set(sets.flatMap(({ genes }) => genes))],
      run: plain((expression) => score(expression, sets)),
    }
  }

const isIpsClass = (text: string): text is IpsClass => ['MHC', 'CP', 'EC', 'SC'].includes(text)

const ipsEngine: Engine = async ({ file, findings }) => {
  const lines = await linesOf(file('signature'), findings)
  const genes = (lines ?? []).flatMap(([gene = '', name = '', kind = '', weight = '']): IpsGene[] => {
    const value = parseNumber(weight)
    return isIpsClass(kind) && value !== null ? [{ gene, name, class: kind, weight: value }] : []
  })
  if (genes.length === 0) return noSets(file('signature'), findings, 'columns GENE, NAME, CLASS and WEIGHT')
  return {
    name: 'IPS',
    genes: genes.map(({ gene }) => gene),
    run: plain((expression) => immunophenoscore(expression, genes)),
  }
}

const abrsEngine: Engine = () => Promise.resolve({ name: 'ABRS', genes: abrsGenes, run: plain(abrs) })

async function linesOf(file: BroughtFile | undefined, findings: Findings): Promise<string[][] | null> {
  return file ? readLines(file, findings) : null
}

function noSets(file: BroughtFile | undefined, findings: Findings, wanted: string): null {
  report(findings, 'reference-unsuited', {
    ...(file ? { file: file.name } : {}),
    message: `The reference must have ${wanted}.`,
  })
  return null
}

export const engines: Readonly<Record<DeconvolveJob['method'], Engine>> = {
  cibersort: cibersortEngine,
  quantiseq: quantiseqEngine,
  epic: epicEngine,
  estimate: estimateEngine,
  'mcp-counter': setsEngine('MCP-counter', mcpCounter),
  ssgsea: setsEngine('gene sets', (expression, sets) => ssgsea(expression, sets)),
  ips: ipsEngine,
  abrs: abrsEngine,
}
