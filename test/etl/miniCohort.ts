/** A cohort of twelve TCGA patients in small files, so that one thing at a time can be broken. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Prepared } from '../../etl/prepare.ts'
import { prepare } from '../../etl/prepare.ts'
import { locateFiles } from '../../etl/files.ts'
import { Findings } from '../../etl/findings.ts'
import type { ManifestInput } from '../../etl/manifest.ts'
import { parseManifest } from '../../etl/manifest.ts'
import type { RiskModelContent } from '../../db/release/content.ts'

export type Grid = string[][]

/** Files as grids of cells, header first; and the manifest. Change either before preparing. */
export interface MiniCohort {
  manifest: ManifestInput
  files: Record<string, Grid>
}

export const patients = Array.from({ length: 12 }, (_, i) => `TCGA-XX-A0${String(i + 10)}`)
export const aliquot = (patient: string, sample = '01A') => `${patient}-${sample}-11R-A100-07`

const lm22 = [
  'B cells naive',
  'B cells memory',
  'Plasma cells',
  'T cells CD8',
  'T cells CD4 naive',
  'T cells CD4 memory resting',
  'T cells CD4 memory activated',
  'T cells follicular helper',
  'T cells regulatory (Tregs)',
  'T cells gamma delta',
  'NK cells resting',
  'NK cells activated',
  'Monocytes',
  'Macrophages M0',
  'Macrophages M1',
  'Macrophages M2',
  'Dendritic cells resting',
  'Dendritic cells activated',
  'Mast cells resting',
  'Mast cells activated',
  'Eosinophils',
  'Neutrophils',
]

/** Shares out of whole numbers, so that each row adds up to 1. */
export function fractionsRow(id: string, seed: number): string[] {
  const weights = lm22.map((_, cell) => (cell * 7 + seed * 13) % 17)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return [id, ...weights.map((weight) => (weight / sum).toFixed(6)), '0.04', '0.4', '0.9']
}

export function miniCohort(): MiniCohort {
  const features: Grid = [
    ['ID', 'volume', 'entropy'],
    ...patients.map((id, i) => [id, String(1000 + 37 * i), String(3 + (i % 5) / 10)]),
  ]
  const immune: Grid = [
    ['Mixture', ...lm22, 'P-value', 'Correlation', 'RMSE'],
    ...patients.map((id, i) => fractionsRow(aliquot(id), i)),
  ]
  const clinical: Grid = [
    ['patient', 'sex', 'stage', 'OS', 'OS.time'],
    ...patients.map((id, i) => [
      id,
      i % 2 === 0 ? 'M' : 'F',
      ['I', 'II', 'III'][i % 3] ?? '',
      String(i % 2),
      String(100 + 11 * i),
    ]),
  ]
  const genes = ['ENSG00000000003', 'ENSG00000000005', 'ENSG00000153563', 'ENSG00000112486']
  const expression: Grid = [
    ['gene', ...patients.map((id) => aliquot(id))],
    ...genes.map((gene, g) => [`${gene}.${g + 2}`, ...patients.map((_, i) => String((g + 1) * 10 + i / 2))]),
  ]
  const scores: Grid = [
    ['ID', 'GTR_proba', 'ITH_proba', 'label'],
    ...patients.map((id, i) => [
      id,
      (0.1 + 0.06 * i).toFixed(2),
      (0.15 + 0.05 * ((i * 5) % 12)).toFixed(2),
      '',
    ]),
  ]
  const series: Grid = [
    ['PatientID', 'StudyInstanceUID', 'SeriesInstanceUID', 'LikertScore'],
    ...patients.slice(0, 4).map((id, i) => [id, `1.2.3.${i}`, `1.2.3.${i}.1`, '5']),
  ]
  const file = (
    id: string,
    path: string,
    format: string,
    role: ManifestInput['files'][number]['role'],
    settings = {},
  ) => ({ id, path, format, role, licence: 'CC0', settings })
  return {
    files: {
      'features.csv': features,
      'immune.tsv': immune,
      'clinical.csv': clinical,
      'expression.tsv': expression,
      'scores.csv': scores,
      'series.csv': series,
    },
    manifest: {
      manifestVersion: 1,
      cohort: {
        slug: 'mini',
        title: 'Mini',
        description: 'Twelve patients.',
        disease: 'none',
        imaging: 'CT',
        simulated: true,
        licence: 'CC0',
        citations: [],
      },
      ids: 'tcga',
      specimens: 'tcga-primary-firehose',
      membership: 'clinical',
      files: [
        file('features', 'features.csv', 'feature-table', 'features'),
        file('immune', 'immune.tsv', 'cibersort-r', 'immune'),
        file('clinical', 'clinical.csv', 'clinical-table', 'clinical'),
        file('expression', 'expression.tsv', 'gene-matrix', 'expression'),
        file('scores', 'scores.csv', 'score-table', 'scores'),
        file('series', 'series.csv', 'aimi-ct-series', 'ct-series'),
      ],
      layers: [
        { kind: 'imaging', key: 'gtr', label: 'Features', from: ['features'], method: 'none' },
        {
          kind: 'immune',
          key: 'cibersort-lm22',
          label: 'CIBERSORT',
          from: ['immune'],
          method: 'CIBERSORT',
          methodKey: 'cibersort-lm22',
        },
        {
          kind: 'expression',
          key: 'tpm',
          label: 'TPM',
          from: ['expression'],
          method: 'none',
          unit: 'TPM',
          identifiers: 'ensembl',
        },
        {
          kind: 'clinical',
          key: 'mini',
          label: 'Clinical',
          from: ['clinical'],
          method: 'none',
          variables: [
            { key: 'sex', column: 'sex', type: 'category', codes: { M: 'male', F: 'female' } },
            { key: 'stage', column: 'stage', type: 'category', levels: ['I', 'II', 'III', 'IV'] },
          ],
        },
        {
          kind: 'outcome',
          key: 'mini',
          label: 'Survival',
          from: ['clinical'],
          method: 'none',
          endpoints: [
            {
              key: 'os',
              label: 'Overall survival',
              event: { column: 'OS', codes: { '0': 'censored', '1': 'event' } },
              time: { column: 'OS.time', unit: 'days' },
            },
          ],
        },
        {
          kind: 'score',
          key: 'gtr-ith',
          label: 'Scores',
          from: ['scores'],
          method: 'none',
          gtr: 'GTR_proba',
          ith: 'ITH_proba',
        },
      ],
      ctSeries: {
        from: 'series',
        columns: { study: 'StudyInstanceUID', series: 'SeriesInstanceUID' },
        modality: 'CT',
      },
      derive: {
        riskModel: {
          rule: 'train',
          layer: 'score:gtr-ith',
          key: 'mini',
          label: 'GTR-ITH',
          description: 'all twelve',
        },
      },
    },
  }
}

function gridText(grid: Grid, path: string): string {
  const separator = path.endsWith('.tsv') ? '\t' : ','
  return grid.map((row) => `${row.join(separator)}\n`).join('')
}

export async function writeMini(mini: MiniCohort, folder: string): Promise<string> {
  for (const [path, grid] of Object.entries(mini.files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), gridText(grid, path))
  }
  const manifestPath = join(folder, 'manifest.json')
  await writeFile(manifestPath, JSON.stringify(mini.manifest))
  return manifestPath
}

export interface Outcome extends Prepared {
  /** findings without those that every mini cohort has: no hashes declared, versions stripped */
  notable: Prepared['findings']
}

const everyday = new Set(['hash-not-declared', 'gene-version-stripped', 'delimiter-found', 'missing-values'])

/** Writes, hashes and prepares, all without a database. */
export async function prepareMini(
  mini: MiniCohort,
  foreignModel: RiskModelContent | null = null,
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'radimmune-mini-'))
  try {
    await writeMini(mini, folder)
    const parsed = parseManifest(JSON.stringify(mini.manifest))
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    const findings = new Findings()
    const located = await locateFiles(parsed.manifest, folder, findings, () => undefined)
    const prepared = await prepare(
      { manifest: parsed.manifest, files: located.files, foreignModel },
      () => undefined,
    )
    const all = [...findings.kept, ...prepared.findings]
    return { ...prepared, findings: all, notable: all.filter(({ rule }) => !everyday.has(rule)) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
