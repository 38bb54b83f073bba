import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Trains on first-order features with two small learners, as a user does beside the running server; the exit code. */
export async function trainQuickly(data: string): Promise<number | null> {
  const plan = {
    selection: [{ step: 'strongest', count: 3 }],
    learners: [
      { kind: 'logistic', cost: [0.1, 1] },
      { kind: 'decisionTree', criterion: ['gini'], depth: [2], minSplit: [2], minLeaf: [10] },
    ],
    tuning: { kind: 'grid', folds: 3, by: 'auc' },
    stackingFolds: 3,
  }
  const folder = await mkdtemp(join(tmpdir(), 'radimmune-quick-'))
  const path = join(folder, 'quick.json')
  await writeFile(
    path,
    JSON.stringify({
      trainingVersion: 1,
      key: 'quick',
      label: 'Quick model',
      cohort: 'demo-training',
      description: 'simulated patients',
      outcome: { variable: 'response:recist/objective_response', event: ['responder'], rule: 'response' },
      seed: 1,
      gtr: { layer: 'imaging:gtr', exclude: ['original_gl*', 'original_ngtdm*', 'original_shape*'], plan },
      ith: {
        layer: 'imaging:supervoxels',
        exclude: ['original_gl*', 'original_ngtdm*', 'original_shape*'],
        plan,
      },
      volume: 'imaging:gtr/original_shape_MeshVolume',
      nested: { folds: 3, tuning: { kind: 'grid', folds: 3, by: 'auc' } },
    }),
  )
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, ['etl/cli.ts', 'train', path], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { PATH, HOME, NODE_COMPILE_CACHE, RADIMMUNE_DATA: data },
    stdio: 'ignore',
  })
  const code = await new Promise<number | null>((ended) => child.once('exit', ended))
  await rm(folder, { recursive: true, force: true })
  return code
}
