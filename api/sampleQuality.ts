import { readFindings } from '../db/read/findings.ts'
import type { ReleaseRow } from '../db/read/releases.ts'
import { immuneMethod } from '../science/immune/methods.ts'
import { qualityInWords } from '../science/radiogenomics/answer.ts'
import { isMissing } from '../science/stats/missing.ts'
import { selectionOf } from './analyses/comparisonWords.ts'
import { loadMethod } from './analyses/loadMethod.ts'
import type { LoadedMethod } from './analyses/loadMethod.ts'
import { methodOfLayer } from './analyses/methodOfLayer.ts'
import { leukocytesOf } from './analyses/methodScale.ts'
import type { Context } from './context.ts'
import { atPatients } from '../db/read/variables.ts'

export interface GenesFound {
  of: string
  wanted: number
  found: number
  missing: readonly string[]
}

export interface SampleRow {
  patient: string
  specimen: string | null
  passes: boolean | null
  values: (number | null)[]
}

/** How far the samples of one immune method can be trusted. */
export interface SampleQualityShape {
  method: LoadedMethod
  /** "54 of 371 samples pass …"; null where the method has no check */
  words: string | null
  nPassing: number
  n: number
  selection: ReturnType<typeof selectionOf>
  genes: GenesFound[]
  doubts: string[]
  columns: { key: string; label: string }[]
  samples: SampleRow[]
}

const doubtful = new Set([
  'expression-unit-doubtful',
  'deconvolution-doubtful',
  'values-tiny',
  'not-computed',
])

export async function sampleQuality(
  context: Context,
  release: ReleaseRow,
  ref: string,
): Promise<SampleQualityShape> {
  const [method, leukocytes, patients, findings] = await Promise.all([
    loadMethod(context, release, ref),
    leukocytesOf(context, release),
    context.facts.patientIds(release.id),
    readFindings(context.db, release.id, { first: 1000, offset: 0 }),
  ])
  const { layer, passes, patientRows, variables, columns, rowIds } = method
  const qualities = variables.flatMap(({ key, label, role }, i) => {
    const column = columns[i]
    return role === 'quality' && column ? [{ key, label, values: atPatients(column, patientRows) }] : []
  })
  const measured = [...patients.keys()].filter((patient) => (patientRows[patient] ?? -1) >= 0)
  const nPassing = measured.filter((patient) => passes[patient] === true).length
  const tool = methodOfLayer(layer)?.label ?? immuneMethod(layer.key)?.label ?? layer.label
  const files = new Set(layer.sourceFiles)
  return {
    method,
    words: layer.quality
      ? qualityInWords({
          nPassing,
          n: measured.length,
          tool: tool.split(/ \(|,/)[0] ?? tool,
          rule: layer.quality.description,
        })
      : null,
    nPassing,
    n: measured.length,
    selection: selectionOf(method, leukocytes),
    genes: genesOf(layer.settings),
    doubts: [
      ...new Set(
        findings.nodes
          .filter(({ rule, file }) =>
            rule === 'sample-outlier'
              ? file === layer.settings['expression']
              : doubtful.has(rule) && (file === null || files.has(file)),
          )
          .map(({ message }) => message),
      ),
    ],
    columns: qualities.map(({ key, label }) => ({ key, label })),
    samples: measured.map((patient) => ({
      patient: patients[patient] ?? '',
      specimen: layer.entity === 'specimen' ? (rowIds[patientRows[patient] ?? -1] ?? null) : null,
      passes: passes[patient] ?? null,
      values: qualities.map(({ values }) => {
        const value = values[patient] ?? NaN
        return isMissing(value) ? null : value
      }),
    })),
  }
}

/** Genes of the signature as the deconvolution wrote them down; empty for results that were brought. */
function genesOf({ coverage }: Readonly<Record<string, unknown>>): GenesFound[] {
  if (!Array.isArray(coverage)) return []
  return coverage.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return []
    const { of, wanted, found, missing } = one as Record<string, unknown>
    if (typeof of !== 'string' || typeof wanted !== 'number' || typeof found !== 'number') return []
    const names = Array.isArray(missing) ? missing.filter((name) => typeof name === 'string') : []
    return [{ of, wanted, found, missing: names }]
  })
}
