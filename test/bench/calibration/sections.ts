import { readOracle } from '../../oracles/read.ts'
import { asymptoticTests } from './asymptotic.ts'
import { bestCuts } from './bestCuts.ts'
import { coverage, intervals } from './coverage.ts'
import { exactTests } from './exact.ts'
import { falseDiscoveries } from './falseDiscoveries.ts'
import { isWithin, rejected } from './rejections.ts'

/** Null data sets per test and shape, and simulated studies per interval. */
export interface Size {
  sets: number
  repeats: number
}

/** Lines of a table, and how many promises of theirs are not kept. */
export interface Made {
  lines: string[]
  broken: number
}

/** One heading of docs/calibration.md. Its rows hang on nothing but their place, so threads can make them in any order. */
export interface Section {
  head: (size: Size) => string
  rows: number
  row: (at: number, size: Size) => Made
}

const share = (value: number): string => value.toFixed(4)
const line = (cells: readonly (string | number)[], isKept: boolean | null): Made => ({
  lines: [`| ${[...cells, isKept === null ? '–' : isKept ? 'yes' : '**no**'].join(' | ')} |`],
  broken: isKept === false ? 1 : 0,
})

const exact: Section = {
  head: () => `## Exact tests on small sets

Exact tests on small sets are conservative: their p can only take few values. The attainable size is the share of all ways to deal a set's own values (with their ties) that the test rejects at .05, found by going
through them one by one, and averaged over the sets. Rejections must lie in the central 99.9 % of the binomial with that size.

| test | attainable size | rejected | within |
|---|---|---|---|`,
  rows: exactTests().length,
  row: (at, { sets }) => {
    const test = exactTests()[at]
    if (!test) throw new Error(`no exact test ${at}`)
    const count = rejected(test.logP, sets).length
    let sum = 0
    for (let set = 0; set < sets; set += 1) sum += test.size(set)
    return line([test.name, share(sum / sets), share(count / sets)], isWithin(count, sets, sum / sets))
  },
}

const asymptotic: Section = {
  head: () => `## Asymptotic tests, and R on the same sets

The sets come from a generator that R runs too (\`test/oracles/calibration/make.R\`): every test rejects exactly the sets that R's rejects. Where the test's size is .05 by theory (t, F and r of normal data) the
binomial interval is asked for as well; the other sizes are what these approximations have at these numbers.

| test and shape | rejected | R rejects the same sets | within .05's interval |
|---|---|---|---|`,
  rows: asymptoticTests().length,
  row: (at, { sets }) => {
    const r = readOracle('calibration/answers.json') as { sets: number; rejected: Record<string, number[]> }
    const test = asymptoticTests()[at]
    if (!test) throw new Error(`no asymptotic test ${at}`)
    const asked = Math.min(sets, r.sets)
    const ours = rejected(test.logP, asked)
    const theirs = (r.rejected[test.name] ?? []).filter((set) => set < sets)
    const same = ours.length === theirs.length && ours.every((set, i) => set === theirs[i])
    const cells = [test.name, share(ours.length / asked), same ? 'yes' : '**no**']
    const made = line(cells, test.isExact ? isWithin(ours.length, asked, 0.05) : null)
    return { ...made, broken: made.broken + (same ? 0 : 1) }
  },
}

const cuts: Section = {
  head: () => `## The best cut, chosen by looking

60 patients, a variable that says nothing, all cuts from .1 to .9 of them. Naive: the log-rank p of the cut that looks best. Adjusted: for the choice.

| p | rejected at .05 |
|---|---|`,
  rows: 1,
  row: (_, { sets }) => ({
    lines: bestCuts(sets).map(({ name, rate }) => `| ${name} | ${share(rate)} |`),
    broken: 0,
  }),
}

const covers: Section = {
  head: ({ repeats }) => `## Coverage of 95 % intervals

Exact intervals must hold the truth in at least 95 % of simulated studies (less what ${repeats.toLocaleString('en')} repeats blur, 99.9 %), asymptotic ones in 94 to 96 % from 50 per group on (blurred likewise); elsewhere the figure is what it is.

| interval | promise | holds the truth in | studies | kept |
|---|---|---|---|---|`,
  rows: intervals().length,
  row: (at, { repeats }) => {
    const covered = intervals()[at]
    if (!covered) throw new Error(`no interval ${at}`)
    const found = coverage(covered, repeats, 1000 + at)
    const blur = 3.29 * Math.sqrt((0.05 * 0.95) / found.n)
    const { promise } = covered
    const inside = found.share >= (promise === 'exact' ? 0.95 : 0.94) - blur
    const kept =
      promise === 'elsewhere' ? null : inside && (promise === 'exact' || found.share <= 0.96 + blur)
    return line([covered.name, promise, share(found.share), found.n], kept)
  },
}

const families = [
  ['benjamini-hochberg', 0],
  ['benjamini-hochberg', 0.5],
  ['benjamini-yekutieli', 0.5],
  ['holm', 0],
  ['bonferroni', 0.5],
] as const

const discoveries: Section = {
  head: () => `## False discoveries

100 hypotheses, 80 null, at q ≤ .05: mean share of false ones among the found (BH: at most .04 when independent or positively correlated; BY: under any dependence), families with a false one (Holm, Bonferroni: at most .05).

| adjustment | correlation | rate | bound | found of 20 | within |
|---|---|---|---|---|---|`,
  rows: families.length,
  row: (at, { sets }) => {
    const [adjustment, together] = families[at] ?? families[0]
    const { rate, error, found } = falseDiscoveries(adjustment, together, sets, 77)
    const bound = adjustment.startsWith('benjamini') ? 0.04 : 0.05
    return line([adjustment, together, share(rate), bound, found.toFixed(1)], rate <= bound + 3.29 * error)
  },
}

export const sections: Readonly<Record<string, Section>> = {
  exact,
  asymptotic,
  cuts,
  coverage: covers,
  discoveries,
}
