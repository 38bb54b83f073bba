import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ManifestInput } from '../../etl/manifest.ts'
import { manifestJsonSchema, parseManifest } from '../../etl/manifest.ts'
import { readerOf } from '../../etl/readers/formats.ts'
import { miniCohort } from './miniCohort.ts'

const datasets = new URL('../../etl/datasets/', import.meta.url)

function problems(change: (manifest: ManifestInput) => unknown) {
  const { manifest } = miniCohort()
  change(manifest)
  const result = parseManifest(JSON.stringify(manifest))
  return result.ok ? [] : result.problems.map(({ path }) => path)
}

describe('parseManifest', () => {
  it('takes a manifest and fills in the defaults', () => {
    const result = parseManifest(JSON.stringify(miniCohort().manifest))
    expect(result).toMatchObject({
      ok: true,
      manifest: { corrections: [], files: [{ covers: 'cohort', duplicates: 'error' }, {}, {}, {}, {}, {}] },
    })
  })

  it('lists everything that is wrong, each with its path', () => {
    const result = parseManifest(
      JSON.stringify({ manifestVersion: 2, cohort: { slug: 'No Slug' }, surprise: 1 }),
    )
    const found = result.ok ? [] : result.problems.map(({ path }) => path)
    expect(found).toEqual(
      expect.arrayContaining([
        'manifestVersion',
        'cohort.slug',
        'cohort.title',
        'ids',
        'files',
        'layers',
        '',
      ]),
    )
  })

  it('says where text is no JSON', () => {
    expect(parseManifest('{"a":')).toMatchObject({ ok: false, problems: [{ path: '' }] })
  })

  it.each<[string, (manifest: ManifestInput) => unknown, string]>([
    ['an unknown file in a layer', (m) => m.layers[0]?.from.push('nobody'), 'layers[0].from[1]'],
    ['an unknown membership', (m) => (m.membership = 'nobody'), 'membership'],
    [
      'a file id twice',
      (m) => m.files.push({ ...(m.files[0] ?? never()), path: 'other.csv' }),
      'files[6].id',
    ],
    [
      'a file that no layer uses',
      (m) => m.files.push({ ...(m.files[0] ?? never()), id: 'idle', path: 'idle.csv' }),
      'files[6].id',
    ],
    ['a layer twice', (m) => m.layers.push(m.layers[0] ?? never()), 'layers[6].key'],
    [
      'a model on no layer',
      (m) =>
        (m.derive = {
          riskModel: { rule: 'train', layer: 'score:none', key: 'k', label: 'l', description: 'd' },
        }),
      'derive.riskModel.layer',
    ],
    ['TCGA specimens of other ids', (m) => (m.ids = 'as-is'), 'specimens'],
    ['an absolute path', (m) => ((m.files[0] ?? never()).path = '/etc/passwd'), 'files[0].path'],
    ['a path upwards', (m) => ((m.files[0] ?? never()).path = 'a/../../b'), 'files[0].path'],
    ['a hash that is none', (m) => ((m.files[0] ?? never()).sha256 = 'abc'), 'files[0].sha256'],
    ['a key that cannot be in an address', (m) => ((m.layers[0] ?? never()).key = 'a/b'), 'layers[0].key'],
    [
      'a cutoff from elsewhere that is not declared',
      (m) => {
        m.derive = JSON.parse(
          '{"riskModel":{"rule":"apply","layer":"score:gtr-ith","fromCohort":"x","key":"k"}}',
        ) as ManifestInput['derive']
      },
      'derive.riskModel.cutoff',
    ],
  ])('refuses %s', (_, change, path) => {
    expect(problems(change)).toEqual([path])
  })
})

function never(): never {
  throw new Error('the mini cohort has changed')
}

describe('manifests of this repository', () => {
  it.each(['tcga-brca', 'tcga-lihc', 'hcc-tace-seg'])(
    '%s is valid, vouches for every file, and its formats have readers',
    (name) => {
      const result = parseManifest(readFileSync(new URL(`${name}.json`, datasets), 'utf8'))
      if (!result.ok) throw new Error(JSON.stringify(result.problems))
      for (const file of result.manifest.files) {
        expect(readerOf(file.format)?.format).toBe(file.format)
        expect(file.sha256).toMatch(/^[0-9a-f]{64}$/)
      }
    },
  )

  it('the schema for editors is the one in force (node etl/printManifestSchema.ts)', () => {
    const stored: unknown = JSON.parse(readFileSync(new URL('manifest.schema.json', datasets), 'utf8'))
    expect(stored).toEqual(JSON.parse(JSON.stringify(manifestJsonSchema())))
  })
})
