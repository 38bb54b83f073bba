import { fewEventsWords } from '../../../science/radiogenomics/fewEvents.ts'
import { describe, expect, it } from 'vitest'
import { associationPaper } from '../../../science/radiogenomics/paper/associationPaper.ts'
import { comparisonPaper } from '../../../science/radiogenomics/paper/comparisonPaper.ts'
import { outcomePaper } from '../../../science/radiogenomics/paper/outcomePaper.ts'
import {
  flowWords,
  groupingWords,
  softwareWords,
  testsWords,
} from '../../../science/radiogenomics/paper/paper.ts'
import type { PaperOrigin } from '../../../science/radiogenomics/paper/paper.ts'
import { placeboPaper, robustnessPaper } from '../../../science/radiogenomics/paper/robustnessPaper.ts'

const origin: PaperOrigin = {
  cohort: { title: 'TCGA-LIHC', simulated: false },
  release: 'abc',
  analysis: 'xyz',
  codeVersion: '0123456789abcdef',
  software: 'Radimmune 1.2.3',
  seed: 5,
}
const family = { name: 'all cells of CIBERSORT', planned: 22, tested: 20, adjustment: 'BH' as const }

describe('the parts of legends and methods', () => {
  it('count everybody who is left out, the many small reasons together', () => {
    const leftOut = Array.from({ length: 10 }, (_, i) => ({ reason: `reason ${i}`, n: i + 1 }))
    const words = flowWords([
      { n: 100, leftOut: [] },
      { n: 45, leftOut },
    ])
    expect(words).toContain('Of 100 patients of the cohort, 45 were analysed')
    // 1 … 8 one by one, 9 + 10 together
    expect(words).toContain('8 (reason 7); 19 for further reasons.')
  })
  it('say nothing of a flow in which nobody is lost', () => {
    expect(flowWords([{ n: 7, leftOut: [] }])).toBe('')
  })
  it('name a cut with its rule and origin', () => {
    const cutoffs = [{ value: 0.47, rule: 'training median', origin: '91 patients of elsewhere' }]
    expect(groupingWords({ label: 'GTR-ITH', groups: [{ label: 'High', n: 3 }], cutoffs })).toBe(
      'Patients were grouped by GTR-ITH (High, n\u00a0=\u00a03), cut at 0.47 (training median; 91 patients of elsewhere).',
    )
  })
  it('name each test once', () => {
    const exact = { method: 'Wilcoxon rank-sum test', variant: { kind: 'exact' as const } }
    const normal = {
      method: 'Wilcoxon rank-sum test',
      variant: { kind: 'asymptotic' as const, correction: 'continuity' as const },
    }
    expect(testsWords([exact, exact, normal])).toBe(
      'Wilcoxon rank-sum test (exact) or Wilcoxon rank-sum test (asymptotic with continuity correction)',
    )
  })
  it('name program, code, release, analysis, and a seed only where something was random', () => {
    expect(softwareWords(origin)).toBe(
      'Computed with Radimmune 1.2.3 (code 0123456789ab; data release abc; analysis xyz, seed 5).',
    )
    expect(softwareWords({ ...origin, seed: null })).not.toContain('seed')
  })
})

describe('papers', () => {
  it('of a comparison without a testable cell say so', () => {
    const { methods, legends } = comparisonPaper({
      origin,
      grouping: { label: 'score', groups: [], cutoffs: [] },
      flow: [],
      method: 'CIBERSORT',
      scale: 'as stored',
      covariates: ['Age', 'Sex'],
      results: [],
      family,
      quality: null,
      warnings: [],
    })
    expect(methods).toContain('No cell could be tested.')
    expect(legends[0]?.text).toContain('No cell could be tested.')
  })
  it('of a simulated cohort say that nobody is a patient', () => {
    const simulated = { ...origin, cohort: { title: 'Demo', simulated: true } }
    const { legends } = placeboPaper({
      origin: simulated,
      grouped: 'score',
      method: 'CIBERSORT',
      test: 'rank',
      rule: 'R',
      family: 'method',
      quality: 'filter',
      shuffles: 4000,
      words: [],
    })
    expect(legends[0]?.text).toContain('simulated data: no patients')
    expect(legends[0]?.text).toContain('4,000 shuffles of the group labels (seed 5)')
  })
  it('of correlations follow coefficient, adjustment and rival', () => {
    const base = {
      origin,
      flow: [],
      x: { label: 'Score', count: 1 },
      y: { label: 'genes', count: 20_000 },
      n: 36,
      variants: [0, 2, 3],
      family,
    }
    const raw = associationPaper({ ...base, method: 'kendall', adjusted: null, rival: null })
    expect(raw.methods).toContain('Score was correlated with genes (20,000 variables) over the 36 patients')
    expect(raw.methods).toContain('Kendall’s τ-b')
    expect(raw.methods).toContain('Edgeworth series (AS 89) or Student’s t')
    expect(raw.methods).not.toContain('partial')
    const adjusted = associationPaper({
      ...base,
      method: 'spearman',
      adjusted: { variables: ['purity'], family: { ...family, tested: 19 } },
      rival: { label: 'volume', family: { ...family, tested: 18 } },
    })
    expect(adjusted.methods).toContain('partial correlation of ranks, taken out of both sides: purity')
    expect(adjusted.methods).toContain('volume alone')
    const few = associationPaper({
      ...base,
      y: { label: '3 variables', count: 3 },
      method: 'pearson',
      adjusted: null,
      rival: null,
    })
    expect(few.methods).toContain('with 3 variables over')
  })
  it('of a specification curve list every choice that has an alternative', () => {
    const { methods } = robustnessPaper({
      origin,
      grouped: 'score',
      specifications: 384,
      choices: [
        { name: 'cut', alternatives: [{ label: 'median' }, { label: 'tertiles' }] },
        { name: 'method', alternatives: [{ label: 'CIBERSORT' }] },
      ],
      family: 'threeCells',
      shuffles: 0,
      words: [],
    })
    expect(methods).toContain('384 specifications, every combination of cut (median, tertiles).')
    expect(methods).toContain('plasma cells, M1 and M2 of the specification')
    expect(methods).not.toContain('shuffled')
  })
  it('of an outcome name the reference, Firth only where it was used, and the search for cuts', () => {
    const base = {
      origin,
      grouping: { label: 'score', groups: [], cutoffs: [] },
      flow: [],
      endpoint: 'Overall survival',
      covariates: ['stage'],
      reference: 'Low risk',
      answer: [],
      n: 30,
      events: 12,
      logRank: {
        kind: 'notTestable' as const,
        code: 'one-group' as const,
        reason: 'one group',
        n: 30,
        groups: [],
        family,
        warnings: [],
      },
      restrictedMeans: {
        kind: 'restrictedMean' as const,
        tau: 1000,
        tauRule: 'given',
        means: [],
        differences: [],
      },
      cutSearch: null,
      warnings: [],
    }
    const plain = outcomePaper({ ...base, likelihoods: ['partial'], ratios: [] })
    expect(plain.methods).toContain('against Low risk')
    expect(plain.methods).toContain('alone and adjusted for stage')
    expect(plain.methods).toContain('could not be compared: one group.')
    expect(plain.methods).not.toContain('Firth')
    expect(plain.legends.map(({ panel }) => panel)).toEqual(['outcome', 'hazard-ratios'])
    expect(outcomePaper({ ...base, likelihoods: ['penalised (Firth)'], ratios: [] }).methods).toContain(
      'Firth’s',
    )
    const rests = { level: 'III', n: 1, events: 1 }
    const ratio = {
      ...{ term: 'groups', label: 'Okuda stage', level: 'III', reference: 'I', n: 1, events: 1 },
      ...{ restsOn: rests, caution: fewEventsWords(rests), z: 3, logP: -7, pValue: 0.001 },
      hazardRatio: {
        name: 'hazard ratio',
        value: 56,
        low: 5,
        high: 620,
        level: 0.95,
        unit: '',
        intervalMethod: 'Wald',
      },
    }
    const few = outcomePaper({ ...base, likelihoods: ['partial'], ratios: [ratio, { ...ratio }] })
    expect(few.legends[1]?.text).toContain(
      'Hollow and †: few events. Caution, fewer than 5 events: III against I rests on 1 event in 1 patient of III.',
    )
    expect(plain.legends[1]?.text).not.toContain('Caution')
  })
})
