import { blocksOf, exportedFunctions, filesIn, type Block, type Exported } from './testBlocks.ts'
import { through } from './throughOthers.ts'

/**
 * Every statistic that `science` exports has its kinds of test (conventions): an example by hand, figures of another program, laws, awkward
 * input. Which tests call it is read from their source, the kind from their titles. `node test/docs/printKinds.ts` prints who tests what.
 */
/** The kind of a test is said by a word of its title or of a title around it. */
export const kinds = {
  'by hand': /by hand/i,
  oracle:
    /\bR\b|R’s|psych|vcd|mpmath|scikit|sklearn|numpy|survey|tableone|cmprsk|maxstat|survfit|coxph|ppcor|brglm2|published|printed|figures|brute force|lifelines|scipy|every (relabelling|way|order)|enumerat|pair by pair|itself|one (pair|column) at a time|column by column/i,
  laws: /swap|turn|order|shift|scale|same|laws|keeps|units?\b|rows|sum to|propert|agree|monotone|seed|undoes|neither|like/i,
  awkward:
    /awkward|refus|not testable|cannot|reason|empty|constant|NaN|1e±300|at the ends|few\b|null|none|no number|nothing|needed|says|nobody|extreme|equal/i,
} as const

const outcome = [
  'outcome',
  'outcomeCurves',
  'outcomeModels',
  'associate',
  'associationClusters',
  'correlationInterval',
  'pairScatter',
  'baselineTable',
  'baselineTests',
  'responseByGroup',
].map((name) => `science/radiogenomics/${name}.ts`)
const files = [...filesIn('science/stats', '.ts'), ...filesIn('science/survival', '.ts'), ...outcome]
/** All that these rooms export. */
export const functions = files.flatMap(exportedFunctions)
/** All tests of theirs, but the calibration, which touches everything. */
export const blocks = ['stats', 'survival', 'radiogenomics', 'transcriptome']
  .flatMap((room) => filesIn(`test/science/${room}`, '.test.ts'))
  .filter((file) => !file.endsWith('calibration.test.ts'))
  .flatMap(blocksOf)

/** Tests of one kind that call a function. */
export function testsOf({ id }: Exported, kind: keyof typeof kinds): Block[] {
  return blocks.filter(({ uses, title }) => uses.has(id) && kinds[kind].test(title))
}

/** A line per statistic: the first test of each kind. */
export function linesOfKinds(): string[] {
  return functions
    .filter(({ id }) => !through.has(id))
    .map((one) => {
      const cells = (Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => {
        const [first] = testsOf(one, kind)
        return first ? `${first.file.replace('test/science/', '')}:${first.line}` : '—'
      })
      return [one.id.replace('science/', ''), ...cells].join(' | ')
    })
}
