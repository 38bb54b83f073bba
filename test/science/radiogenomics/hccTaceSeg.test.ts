import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { domainShift } from '../../../science/radiogenomics/domainShift.ts'
import { trainGtrIth } from '../../../science/radiogenomics/trainGtrIth.ts'
import { modestNested, modestPlan } from '../../../science/radiogenomics/trainingSpec.ts'
import { hasRealData, realData } from '../../shared.ts'
import { wawLargest } from './wawPhase.ts'

const cells = (file: string, separator: string) =>
  readFileSync(resolve(realData, file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(separator))

it.skipIf(!hasRealData)(
  'HCC-TACE-Seg: volume alone is the bar (area .68), and the honest evaluation of radiomics does not clear it',
  () => {
    const [header = [], ...rows] = cells('hcc-tace-seg/radiomics.csv', ',')
    const [titles = [], ...clinical] = cells('hcc-tace-seg/clinical.tsv', '\t')
    const response = titles.indexOf('1_mRECIST')
    // reader 1, mRECIST: complete or partial response
    const responded = new Map(
      clinical.map((row) => [
        row[0] ?? '',
        (row[response] ?? '') === '' ? NaN : Number(row[response]) <= 2 ? 1 : 0,
      ]),
    )
    const patients = rows.map(([id = '']) => id)
    const features = header.slice(1).map((name) => name.trim())
    const columns = features.map((_, f) => Float64Array.from(rows, (row) => Number(row[f + 1])))
    const volume = columns[features.indexOf('original_shape_MeshVolume')] ?? new Float64Array()
    const plan = {
      ...modestPlan(),
      learners: [
        { kind: 'logistic', cost: [0.1, 1] } as const,
        { kind: 'randomForest', trees: [60], depth: [3], minSplit: [2], minLeaf: [5] } as const,
      ],
    }
    const result = trainGtrIth(
      {
        gtr: { patients, features, columns },
        ith: null,
        heterogeneity: null,
        rivals: { patients, features: ['volume'], columns: [volume.map(Math.log)] },
        outcome: { patients, values: patients.map((id) => responded.get(id) ?? NaN) },
      },
      {
        version: 1,
        name: 'HCC-TACE-Seg',
        outcome: 'objective response, mRECIST, reader 1',
        seed: 1,
        gtr: plan,
        ith: null,
        scoreFrom: 'outOfFold',
        nested: modestNested(),
        rivals: [{ name: 'volume', features: ['volume'] }],
      },
    )
    if (result.kind !== 'trained') throw new Error(result.reason)
    // 61 of 95 responded; 9 have no reading
    expect([result.model.patients, result.model.events, result.leftOut.length]).toEqual([95, 61, 9])
    const [rival] = result.rivals
    expect(rival?.areas.apparent).toMatchObject({ auc: expect.closeTo(0.6783992, 6) as number })
    const [nested, published] = result.evaluations.map(({ areas }) =>
      'auc' in areas.score ? areas.score : null,
    )
    expect(published?.auc).toBeGreaterThan((nested?.auc ?? 1) + 0.05)
    expect(nested?.low).toBeLessThan(0.68)

    // WAW-TACE, phase 1, was extracted another way: the shift says so before anybody reads a group
    const shift = domainShift({ model: result.model, input: { gtr: wawLargest(1), ith: null } })
    expect([shift.patients.length, shift.scored]).toEqual([228, 228])
    expect(shift.features.map(({ feature }) => feature)).toContain('original_firstorder_Energy')
    const outside = shift.patients.length - shift.inside
    expect([outside, shift.shareHigh]).toEqual([184, 216 / 228])
  },
)
