/** The same lesions, regions or patients measured again: agreement of every feature, and what falls out of training. */
import type { Database } from '../../db/client.ts'
import { readBaseRelease } from '../../db/release/base.ts'
import { listCohortsForAdmin } from '../../db/release/cohorts.ts'
import type { LayerContent, ReleaseContent } from '../../db/release/content.ts'
import type { SelectionStep } from '../../science/prediction/selectionTypes.ts'
import { InvalidInput } from '../../science/errors.ts'
import { pyradiomicsName } from '../../science/imaging/featureColumn.ts'
import { measureName } from '../../science/radiogenomics/heterogeneity.ts'
import { heterogeneityMeasures } from '../../science/radiogenomics/heterogeneityTypes.ts'
import type { RobustnessAccount, RobustFeature } from '../../science/radiogenomics/modelCard.ts'
import { robustnessFilter } from '../../science/radiogenomics/robustnessFilter.ts'
import type { FeatureRobustness, RepeatedTable } from '../../science/radiogenomics/robustnessFilter.ts'
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

/**
 * Features to leave out of a part, as a step of its selection; none where no filter concerns it. The repeated tables may be of the other tool:
 * a feature of MIRP falls with the one that pyradiomics calls by its name, through the crosswalk of IBSI.
 * @param names columns of the part's own table
 */
export function unstableStep(
  accounts: readonly RobustnessAccount[],
  part: 'gtr' | 'ith',
  names: readonly string[],
): SelectionStep[] {
  return accounts.flatMap((account) => {
    if (account.part !== part && account.part !== 'both') return []
    const out = new Set(account.features.flatMap(({ feature, kept }) => (kept ? [] : namesOf(feature))))
    const features = names.filter((name) => measured(name).some((own) => out.has(own)))
    const reason = `${account.form} at or below ${account.cutoff}, or not testable, over ${account.tables.join(', ')} of ${account.cohort} (n ${account.n})`
    return features.length === 0 ? [] : [{ step: 'leaveOut' as const, features, reason }]
  })
}

/** A column's own name and pyradiomics' for it. */
function namesOf(column: string): string[] {
  const other = pyradiomicsName(column)
  return other === null || other === column ? [column] : [column, other]
}

/** What a column of the vector of heterogeneity measures: a feature of regions under its names. */
function measured(name: string): string[] {
  const endings = heterogeneityMeasures.map((measure) => measureName('', measure))
  const ending = endings.find((one) => one !== '' && name.endsWith(one)) ?? ''
  return namesOf(ending === '' ? name : name.slice(0, -ending.length))
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
  const refused = (message: string): null => {
    report(findings, 'model-layer', { value: filter.tables.join(', '), message })
    return null
  }
  const absent = filter.tables.filter((ref) => !layers.some(({ kind, key }) => `${kind}:${key}` === ref))
  if (absent.length > 0) return refused(`${filter.cohort} has no layer ${absent.join(', ')}.`)
  if (layers.some(({ entity }) => entity !== layers[0]?.entity))
    return refused(`${filter.tables.join(', ')} are not of the same lesions, regions or patients.`)
  const { part, cohort, tables, form, cutoff } = { ...filter, part: filter.of }
  try {
    const found = robustnessFilter(layers.map(repeatedTable), { form, cutoff })
    const features = found.features.map(robustFeature)
    return { part, cohort, releaseHash, tables, form, cutoff, n: found.cases, features }
  } catch (error) {
    if (error instanceof InvalidInput) return refused(`${tables.join(', ')}: ${error.message}`)
    throw error
  }
}

/** Ordinals name the lesions, regions or patients: both tables are of one release. */
function repeatedTable({ kind, key, rows, variables, columns }: LayerContent): RepeatedTable {
  const numbers = variables.flatMap(({ key: feature, type }, v) =>
    type === 'number' ? [{ feature, column: Float64Array.from(columns[v] ?? []) }] : [],
  )
  return {
    name: `${kind}:${key}`,
    cases: Array.from(rows, String),
    features: numbers.map(({ feature }) => feature),
    columns: numbers.map(({ column }) => column),
  }
}

function robustFeature({
  feature,
  deciding,
  agreementSingle,
  kept,
  reason,
}: FeatureRobustness): RobustFeature {
  return {
    feature,
    icc: deciding?.value ?? (kept ? 1 : null),
    low: deciding?.low ?? null,
    high: deciding?.high ?? null,
    agreement: agreementSingle?.value ?? null,
    kept,
    reason,
  }
}
