import { readOracle } from '../../oracles/read.ts'
import { bestCuts } from './bestCuts.ts'
import { asymptoticTests } from './asymptotic.ts'
import { coverage, intervals } from './coverage.ts'
import { exactTests } from './exact.ts'
import { falseDiscoveries } from './falseDiscoveries.ts'
import { isWithin, rejected } from './rejections.ts'

/**
 * `npm run calibrate [sets] [repeats] [section …]`: prints docs/calibration.md, or only the sections exact, asymptotic, cuts, coverage, discoveries. Null data sets per test and shape: rejections at .05 beside the size that the
 * test can attain and beside R's decisions on the same sets; coverage of 95 % intervals; false discoveries. Ends with 1 if a promise is broken.
 */
const sets = Number(process.argv[2] ?? 10_000)
const repeats = Number(process.argv[3] ?? 10_000)
const only = process.argv.slice(4)
let broken = 0
const verdict = (isKept: boolean): string => {
  if (!isKept) broken += 1
  return isKept ? 'yes' : '**no**'
}
const share = (value: number): string => value.toFixed(4)

const r = readOracle('calibration/answers.json') as { sets: number; rejected: Record<string, number[]> }

/** Exact tests on small sets, beside the size they can attain. */
function exactSection(): void {
  console.log(`
## Exact tests on small sets

Exact tests on small sets are conservative: their p can only take few values. The attainable size is the share of all ways to deal a set's own values (with their ties) that the test rejects at .05, found by going
through them one by one, and averaged over the sets. Rejections must lie in the central 99.9 % of the binomial with that size.

| test | attainable size | rejected | within |
|---|---|---|---|`)
  for (const { name, logP, size } of exactTests()) {
    const count = rejected(logP, sets).length
    let sum = 0
    for (let set = 0; set < sets; set += 1) sum += size(set)
    const kept = verdict(isWithin(count, sets, sum / sets))
    console.log(`| ${name} | ${share(sum / sets)} | ${share(count / sets)} | ${kept} |`)
  }
}

/** Asymptotic tests beside R's decisions. */
function asymptoticSection(): void {
  console.log(`
## Asymptotic tests, and R on the same sets

The sets come from a generator that R runs too (\`test/oracles/calibration/make.R\`): every test rejects exactly the sets that R's rejects. Where the test's size is .05 by theory (t, F and r of normal data) the
binomial interval is asked for as well; the other sizes are what these approximations have at these numbers.

| test and shape | rejected | R rejects the same sets | within .05's interval |
|---|---|---|---|`)
  for (const { name, logP, isExact } of asymptoticTests()) {
    const ours = rejected(logP, Math.min(sets, r.sets))
    const theirs = (r.rejected[name] ?? []).filter((set) => set < sets)
    const same = ours.length === theirs.length && ours.every((set, i) => set === theirs[i])
    const inside = isExact ? verdict(isWithin(ours.length, Math.min(sets, r.sets), 0.05)) : '–'
    console.log(`| ${name} | ${share(ours.length / Math.min(sets, r.sets))} | ${verdict(same)} | ${inside} |`)
  }
}

/** The p of a cut that was looked for. */
function cutSection(): void {
  console.log(`
## The best cut, chosen by looking

60 patients, a variable that says nothing, all cuts from .1 to .9 of them. Naive: the log-rank p of the cut that looks best. Adjusted: for the choice.

| p | rejected at .05 |
|---|---|
${bestCuts(sets)
  .map(({ name, rate }) => `| ${name} | ${share(rate)} |`)
  .join('\n')}`)
}

/** Coverage of intervals. */
function coverageSection(): void {
  console.log(`
## Coverage of 95 % intervals

Exact intervals must hold the truth in at least 95 % of simulated studies (less what ${repeats.toLocaleString('en')} repeats blur, 99.9 %), asymptotic ones in 94 to 96 % from 50 per group on (blurred likewise); elsewhere the figure is what it is.

| interval | promise | holds the truth in | studies | kept |
|---|---|---|---|---|`)
  intervals().forEach((covered, i) => {
    const found = coverage(covered, repeats, 1000 + i)
    const blur = 3.29 * Math.sqrt((0.05 * 0.95) / found.n)
    const kept =
      covered.promise === 'exact'
        ? verdict(found.share >= 0.95 - blur)
        : covered.promise === 'asymptotic'
          ? verdict(found.share >= 0.94 - blur && found.share <= 0.96 + blur)
          : '–'
    console.log(`| ${covered.name} | ${covered.promise} | ${share(found.share)} | ${found.n} | ${kept} |`)
  })
}

/** False discoveries. */
function discoverySection(): void {
  console.log(`
## False discoveries

100 hypotheses, 80 null, at q ≤ .05: mean share of false ones among the found (BH: at most .04 when independent or positively correlated; BY: under any dependence), families with a false one (Holm, Bonferroni: at most .05).

| adjustment | correlation | rate | bound | found of 20 | within |
|---|---|---|---|---|---|`)
  for (const [adjustment, together] of [
    ['benjamini-hochberg', 0],
    ['benjamini-hochberg', 0.5],
    ['benjamini-yekutieli', 0.5],
    ['holm', 0],
    ['bonferroni', 0.5],
  ] as const) {
    const { rate, error, found } = falseDiscoveries(adjustment, together, sets, 77)
    const bound = adjustment.startsWith('benjamini') ? 0.04 : 0.05
    console.log(
      `| ${adjustment} | ${together} | ${share(rate)} | ${bound} | ${found.toFixed(1)} | ${verdict(rate <= bound + 3.29 * error)} |`,
    )
  }
}

const sections = {
  exact: exactSection,
  asymptotic: asymptoticSection,
  cuts: cutSection,
  coverage: coverageSection,
  discoveries: discoverySection,
}

console.log(`# Calibration

Made by \`npm run calibrate\` (${sets.toLocaleString('en')} null data sets per test and shape, ${repeats.toLocaleString('en')} simulated studies per interval; some minutes). A short form of it is in the suite.

`)
for (const [name, print] of Object.entries(sections)) if (only.length === 0 || only.includes(name)) print()
console.log(`\n${broken === 0 ? 'Every promise above is kept.' : `${broken} promises above are not kept.`}`)
process.exitCode = broken === 0 ? 0 : 1
