/** The same lesions, regions or patients measured again: agreement of every feature, and what falls out of training. */
import type { Database } from '../../db/client.ts'
import { readBaseRelease } from '../../db/release/base.ts'
import { listCohortsForAdmin } from '../../db/release/cohorts.ts'
import type { LayerContent, ReleaseContent } from '../../db/release/content.ts'
import type { SelectionStep } from '../../science/prediction/selectionTypes.ts'
import type { RobustnessAccount, RobustFeature } from '../../science/radiogenomics/modelCard.ts'
import { intraclass } from '../../science/stats/agreement.ts'
import { isNotTestable } from '../../science/stats/notTestable.ts'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'
import type { TrainingFile } from './trainingFile.ts'

type Filter = TrainingFile['robustness'][number]

/** @param own the cohort that is trained on; other cohorts are read from the database */
export async function robustnessAccounts(
  db: Database,
  file: TrainingFile,
  own: ReleaseContent,
  ownHash: string,
  findings: Findings,
): Promise<RobustnessAccount[]> {
  const accounts: RobustnessAccount[] = []
  for (const filter of file.robustness) {
    const home =
      filter.cohort === file.cohort
        ? { content: own, contentHash: ownHash }
        : await readBaseRelease(db, filter.cohort)
    if (!home) {
      report(findings, 'cohort-unknown', {
        value: filter.cohort,
        message: `The robustness tables are of the cohort "${filter.cohort}", which is not in this database.`,
      })
      continue
    }
    const account = accountOf(filter, home.content, home.contentHash, findings)
    if (account) accounts.push(account)
  }
  return accounts
}

/** Which releases of other cohorts the filters read: a result depends on them too. */
export async function robustnessHomes(
  db: Database,
  { robustness, cohort }: TrainingFile,
): Promise<{ cohort: string; contentHash: string | null }[]> {
  const others = [...new Set(robustness.map((filter) => filter.cohort))].filter((slug) => slug !== cohort)
  const known = new Map(
    (await listCohortsForAdmin(db)).map(({ slug, release }) => [slug, release.contentHash]),
  )
  return others.map((slug) => ({ cohort: slug, contentHash: known.get(slug) ?? null }))
}

/** Features to leave out of a part, as a step of its selection; none where no filter concerns it. */
export function unstableStep(accounts: readonly RobustnessAccount[], part: 'gtr' | 'ith'): SelectionStep[] {
  return accounts.flatMap((account) => {
    if (account.part !== part && account.part !== 'both') return []
    const out = account.features.flatMap(({ feature, kept }) => (kept ? [] : [feature]))
    const reason = `${account.form} at or below ${account.cutoff} over ${account.tables.join(', ')} of ${account.cohort} (n ${account.n})`
    return out.length === 0 ? [] : [{ step: 'leaveOut' as const, features: out, reason }]
  })
}

function accountOf(
  filter: Filter,
  content: ReleaseContent,
  releaseHash: string,
  findings: Findings,
): RobustnessAccount | null {
  const layers = filter.tables.flatMap(
    (ref) => content.layers.find(({ kind, key }) => `${kind}:${key}` === ref) ?? [],
  )
  const absent = filter.tables.filter((ref) => !layers.some(({ kind, key }) => `${kind}:${key}` === ref))
  const [first, ...others] = layers
  if (!first || absent.length > 0 || others.some(({ entity }) => entity !== first.entity)) {
    const message =
      absent.length > 0
        ? `${filter.cohort} has no layer ${absent.join(', ')}.`
        : `${filter.tables.join(', ')} are not of the same lesions, regions or patients.`
    report(findings, 'model-layer', { value: filter.tables.join(', '), message })
    return null
  }
  const shared = [...first.rows].filter((ordinal) => others.every(({ rows }) => rows.includes(ordinal)))
  const names = first.variables.flatMap(({ key, type }) =>
    type === 'number' && others.every(({ variables }) => variables.some((one) => one.key === key))
      ? [key]
      : [],
  )
  return {
    part: filter.of,
    cohort: filter.cohort,
    releaseHash,
    tables: filter.tables,
    form: filter.form,
    cutoff: filter.cutoff,
    n: shared.length,
    features: names.map((feature) => agreementOf(feature, layers, shared, filter)),
  }
}

function agreementOf(
  feature: string,
  layers: readonly LayerContent[],
  shared: readonly number[],
  { form, cutoff }: Filter,
): RobustFeature {
  const readings = layers.map((layer) => {
    const column = layer.columns[layer.variables.findIndex(({ key }) => key === feature)]
    const rowOf = new Map([...layer.rows].map((ordinal, row) => [ordinal, row]))
    return Float64Array.from(shared, (ordinal) => column?.[rowOf.get(ordinal) ?? -1] ?? NaN)
  })
  const complete = [...shared.keys()].filter((i) => readings.every((reading) => Number.isFinite(reading[i])))
  const columns = readings.map((reading) => Float64Array.from(complete, (i) => reading[i] ?? NaN))
  const nothing = { feature, icc: null, low: null, high: null, agreement: null, kept: false }
  if (complete.length < 2) return nothing
  const forms = intraclass(columns)
  if (isNotTestable(forms)) {
    // readings that differ by the same amount everywhere are as consistent as can be
    const isPerfect = forms.reason === 'all differences equal' && form !== 'ICC(2,1)'
    return isPerfect ? { ...nothing, icc: 1, kept: true } : nothing
  }
  const icc = forms.find((one) => one.form === form)
  const absolute = forms.find((one) => one.form === 'ICC(2,1)')
  if (!icc || !absolute) return nothing
  const { value, low, high } = icc
  return { feature, icc: value, low, high, agreement: absolute.value, kept: value > cutoff }
}
