/**
 * `node test/bench/lihcRelease.ts <folder of the embedded database>`: what `etl deconvolve` computed of TCGA-LIHC beside what was imported, as the
 * current release has it: Spearman (Pearson for ESTIMATE) over the patients that both have. The commands before it and its results: docs/methods/deconvolve.md.
 */
import { join } from 'node:path'
import { openDatabase } from '../../db/client.ts'
import { readBaseRelease } from '../../db/release/base.ts'
import type { LayerContent } from '../../db/release/content.ts'
import { isNotTestable } from '../../science/stats/notTestable.ts'
import { pearson } from '../../science/stats/pearson.ts'
import { spearman } from '../../science/stats/spearman.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.log('not run: needs a data folder in which TCGA-LIHC was imported and deconvolved')
  process.exit(0)
}
const db = await openDatabase({ dataDirectory: join(folder, 'database') })
const base = await readBaseRelease(db, 'tcga-lihc')
await db.close()
if (!base) throw new Error('no TCGA-LIHC')
const { layers, patients } = base.content

function layer(key: string): LayerContent {
  const found = layers.find((one) => one.kind === 'immune' && one.key === key)
  if (!found) throw new Error(`no layer immune:${key}`)
  return found
}

/** One value per patient, NaN = none. */
function ofPatients(
  { variables, columns, patientRows, rows, entity }: LayerContent,
  key: string,
): Float64Array {
  const column = columns[variables.findIndex((variable) => variable.key === key)]
  const rowOf = (patient: number): number =>
    patientRows ? (patientRows[patient] ?? -1) : entity === 'patient' ? rows.indexOf(patient) : -1
  return Float64Array.from(patients, (_, patient) => {
    const row = rowOf(patient)
    return row < 0 ? NaN : (column?.[row] ?? NaN)
  })
}

function both(a: Float64Array, b: Float64Array, others: readonly Float64Array[]): [number[], number[]] {
  const kept = Array.from(a.keys()).filter((i) =>
    [a, b, ...others].every((values) => !Number.isNaN(values[i])),
  )
  return [kept.map((i) => a[i] ?? NaN), kept.map((i) => b[i] ?? NaN)]
}

const round = (value: number): string => value.toFixed(3)

function rho(a: Float64Array, b: Float64Array, among: readonly Float64Array[] = []): string {
  const found = spearman(...both(a, b, among))
  return isNotTestable(found) ? '–' : round(found.rho)
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  console.log(`\n${title}\n\n| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}`)
  for (const row of rows) console.log(`| ${row.join(' | ')} |`)
}

/** Cells that both layers measure. */
const shared = (a: LayerContent, b: LayerContent) =>
  a.variables.filter(
    ({ key, role }) =>
      role !== 'quality' && b.variables.some((other) => other.key === key && other.role !== 'quality'),
  )

const own = layer('cibersort-lm22-computed')
const [r, panImmune] = [layer('cibersort-lm22-r'), layer('cibersort-lm22')]
table(
  'CIBERSORT with LM22',
  ['cell', 'ours, CIBERSORT.R', 'ours, PanImmune', 'those two'],
  shared(own, r).map(({ key, label }) => {
    const [a, b, c] = [own, r, panImmune].map((one) => ofPatients(one, key))
    if (!a || !b || !c) return []
    return [label, rho(a, b, [c]), rho(a, c, [b]), rho(b, c, [a])]
  }),
)
for (const one of [own, r, panImmune]) {
  const p = ofPatients(one, 'p_value')
  const among = p.filter((value, i) => !Number.isNaN(value) && !Number.isNaN(ofPatients(own, 'p_value')[i]))
  console.log(
    `${one.label}: ${among.filter((value) => value <= 0.05).length} of ${among.length} pass P ≤ .05 (of those that ours has)`,
  )
}
for (const { label, settings } of layers.filter(({ key }) => key.endsWith('-computed')))
  console.log(
    `${label}: ${JSON.stringify(settings['coverage']).slice(0, 400)}, renamed ${JSON.stringify(settings['genesRenamedToReference'])}`,
  )
const quantiseq = layer('quantiseq-computed')
table(
  'quanTIseq with TIL10 and the tumour switch',
  ['cell', 'ours, published: Spearman', 'Pearson', 'n'],
  shared(quantiseq, layer('quantiseq')).map(({ key, label }) => {
    const pair = both(ofPatients(quantiseq, key), ofPatients(layer('quantiseq'), key), [])
    const [ranks, moments] = [spearman(...pair), pearson(...pair)]
    return [
      label,
      isNotTestable(ranks) ? '–' : round(ranks.rho),
      isNotTestable(moments) ? '–' : round(moments.r),
      String(pair[0].length),
    ]
  }),
)
table(
  'ESTIMATE',
  ['score', 'ours, published: Pearson', 'n'],
  shared(layer('estimate-computed'), layer('estimate')).map(({ key, label }) => {
    const pair = both(ofPatients(layer('estimate-computed'), key), ofPatients(layer('estimate'), key), [])
    const found = pearson(...pair)
    return [label, isNotTestable(found) ? '–' : round(found.r), String(pair[0].length)]
  }),
)
const computed = [
  'cibersort-lm22-computed',
  'quantiseq-computed',
  'epic-computed',
  'mcp-counter-computed',
].map(layer)
const xcell = layer('xcell')
table(
  'xCell (imported) against what is computed here',
  ['cell of xCell', ...computed.map(({ label }) => label)],
  xcell.variables
    .filter(({ key }) => computed.some((one) => one.variables.some((variable) => variable.key === key)))
    .map(({ key, label }) => [
      label,
      ...computed.map((one) =>
        one.variables.some((variable) => variable.key === key && variable.role !== 'quality')
          ? rho(ofPatients(one, key), ofPatients(xcell, key))
          : '',
      ),
    ]),
)
const epic = layer('epic-computed')
table(
  'EPIC with TRef',
  ['cell', 'median', 'patients with 0', 'with quanTIseq', 'with MCP-counter'],
  epic.variables
    .filter(({ role }) => role !== 'quality')
    .map(({ key, label }) => {
      const values = ofPatients(epic, key)
      const present = values.filter((value) => !Number.isNaN(value)).sort()
      const beside = [quantiseq, layer('mcp-counter-computed')].map((one) =>
        one.variables.some((variable) => variable.key === key) ? rho(values, ofPatients(one, key)) : '',
      )
      return [
        label,
        (present[present.length >> 1] ?? NaN).toFixed(4),
        String(present.filter((value) => value < 1e-6).length),
        ...beside,
      ]
    }),
)
const leukocyte = ofPatients(layer('leukocyte-fraction'), 'leukocyte')
table(
  'Against the leukocyte fraction by methylation',
  ['what', 'Spearman'],
  [
    ['CIBERSORT P', rho(ofPatients(own, 'p_value'), leukocyte)],
    [
      'CIBERSORT absolute score',
      rho(ofPatients(layer('cibersort-lm22-absolute-computed'), 'absolute_score'), leukocyte),
    ],
    [
      'quanTIseq, 1 − other',
      rho(
        ofPatients(quantiseq, 'uncharacterized_cell').map((value) => 1 - value),
        leukocyte,
      ),
    ],
    ['EPIC, other cells', rho(ofPatients(layer('epic-computed'), 'uncharacterized_cell'), leukocyte)],
    ['ESTIMATE immune score', rho(ofPatients(layer('estimate-computed'), 'immune_score'), leukocyte)],
  ],
)
