/** Manifests that `etl init` writes: of small folders, and of every real cohort's folder, whose files it all reads. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { copyFile, cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { locateFiles } from '../../etl/files.ts'
import { Findings } from '../../etl/findings.ts'
import { draftFolder, initFolder, initText } from '../../etl/init/init.ts'
import { scanFolder } from '../../etl/init/scan.ts'
import { shownColumns } from '../../etl/init/shownColumns.ts'
import { withoutComments } from '../../etl/jsonc.ts'
import type { Manifest } from '../../etl/manifest.ts'
import { parseManifest } from '../../etl/manifest.ts'
import type { Prepared } from '../../etl/prepare.ts'
import { prepare } from '../../etl/prepare.ts'
import { hasRealData, realData } from '../shared.ts'
import { answered } from './answering.ts'
import { miniCohort, patients, writeMini } from './miniCohort.ts'

const folders: string[] = []
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'radimmune-init-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function parsed(text: string): Manifest {
  const result = parseManifest(text)
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1))
  return result.manifest
}

async function prepared(manifest: Manifest, folder: string): Promise<Prepared> {
  const findings = new Findings()
  const located = await locateFiles(manifest, folder, findings, () => undefined)
  const done = await prepare({ manifest, files: located.files, foreignModel: null }, () => undefined)
  return { ...done, findings: [...findings.kept, ...done.findings] }
}

function rowsOf({ content, findings }: Prepared): Record<string, [rows: number, patients: number]> {
  if (!content) throw new Error(JSON.stringify(findings.filter(({ severity }) => severity === 'error')))
  return Object.fromEntries(
    content.layers.map(({ kind, key, rows, patientRows }) => [
      `${kind}:${key}`,
      [rows.length, patientRows?.filter((row) => row >= 0).length ?? -1],
    ]),
  )
}

const everyday = { disease: 'Hepatocellular carcinoma', licence: 'CC BY 4.0' }

describe('what cannot be looked at', () => {
  it('is named with the reason, and nothing hangs on it', async () => {
    const folder = folderOf({ 'kliník ä.csv': 'patient,age\nP1,4\nP2,5\nP3,6\n', 'empty.xlsx': '' })
    const deep = join(folder, 'a/b/c/d/e')
    mkdirSync(deep, { recursive: true })
    writeFileSync(join(deep, 'buried.csv'), 'patient,x\nP1,1\nP2,2\n')
    symlinkSync('.', join(folder, 'loop'))
    symlinkSync('kliník ä.csv', join(folder, 'other.csv'))
    execFileSync('mkfifo', [join(folder, 'pipe.tsv')])
    const { found, draft } = await draftFolder(folder)
    const link = 'a link, which is not followed; put the file itself here'
    expect(
      found.flatMap(({ path, recognised }) =>
        recognised.kind === 'unknown' ? [[path, recognised.because]] : [],
      ),
    ).toEqual([
      ['a/b/c/d/e', 'a folder more than 4 deep; put its files higher up'],
      ['empty.xlsx', 'an empty file: 0 bytes'],
      ['loop', link],
      ['other.csv', link],
      ['pipe.tsv', 'no file (a pipe, a socket or a device)'],
    ])
    expect(draft.notes).toContain(`other.csv: not used. It is ${link}.`)
    expect(draft.files.map(({ found: { path } }) => path)).toEqual(['kliník ä.csv'])
  })
})

describe('a small folder', () => {
  it('the mini cohort: every file used, and once answered the same content as by the manifest written by hand', async () => {
    const folder = folderOf({})
    const mini = miniCohort()
    await writeMini(mini, folder)
    const { draft, text } = await draftFolder(folder)
    expect(draft.files.map(({ found, format }) => `${found.path} ${format}`)).toEqual([
      'clinical.csv clinical-table',
      'expression.tsv gene-matrix',
      'features.csv clinical-table',
      'immune.tsv cibersort-r',
      'scores.csv score-table',
      'series.csv nbia-series',
    ])
    const open = parseManifest(text)
    expect(open.ok).toBe(false)
    if (!open.ok) expect(open.problems.every((problem) => problem.open === true)).toBe(true)
    const manifest = parsed(
      answered(text, {
        ...everyday,
        'time-unit': 'days',
        event: '"1" is the event',
        membership: 'clinical',
        unit: 'TPM',
        modality: 'CT',
      }),
    )
    const outcome = await prepared(manifest, folder)
    expect(outcome.findings.filter(({ severity }) => severity !== 'note')).toEqual([])
    expect(outcome.content?.patients.map(({ id }) => id)).toEqual(patients)
    const survival = outcome.content?.layers.find(({ kind }) => kind === 'outcome')
    expect([...(survival?.columns[0] ?? [])].slice(0, 2)).toEqual([100, 111])
    // sexes alternate, so do the events
    expect([...(survival?.columns[0] ?? [])].slice(12, 14)).toEqual([0, 1])
  })

  it('readers of the same features become layers of their own, lesions ask who stands for the patient', async () => {
    const names = ['original_shape_MeshVolume', 'original_firstorder_Mean', 'original_glcm_Contrast']
    const rows = ['r1', 'r2'].flatMap((reader) =>
      ['p1', 'p2', 'p3'].flatMap((patient, p) =>
        [1, 2].map(
          (lesion) => `${patient},${reader},${lesion},${100 * p + lesion},${p + 0.5},${lesion * 1.5}`,
        ),
      ),
    )
    const folder = folderOf({ 'f.csv': `ID,reader,lesion,${names.join(',')}\n${rows.join('\n')}\n` })
    const { text } = await draftFolder(folder)
    const manifest = parsed(
      answered(text, {
        ...everyday,
        membership: 'whoever',
        'stands-for-patient': 'the lesion with the largest',
      }),
    )
    expect(manifest.layers.map(({ key }) => key)).toEqual(['f-r1', 'f-r2'])
    expect(rowsOf(await prepared(manifest, folder))).toEqual({
      'imaging:f-r1': [6, 3],
      'imaging:f-r2': [6, 3],
    })
  })

  it('a table of many cohorts beside one of the cohort is never taken for its membership', async () => {
    const many = Array.from({ length: 40 }, (_, i) => `p${i},${0.25 * i},${1.5 * i},${0.125 * i},${i + 0.5}`)
    const header = 'ID,a,b,c,d'
    const folder = folderOf({
      'a-all.csv': [header, ...many, ''].join('\n'),
      'b-own.csv': 'patient,sex,stage\np1,M,I\np2,F,II\np3,F,I\n',
    })
    const { text } = await draftFolder(folder)
    const manifest = parsed(answered(text, everyday))
    expect(manifest.membership).toBe('b-own')
    expect((await prepared(manifest, folder)).content?.patients.map(({ id }) => id)).toEqual([
      'p1',
      'p2',
      'p3',
    ])
  })

  it('columns are used as a person says, and only those', async () => {
    const folder = folderOf({
      'x.csv': `who,grp,n,dead,t,note\n${Array.from({ length: 6 }, (_, i) => `p${i},${i % 2},${i + 1},${i % 2 ? 'yes' : 'no'},${10 * i + 5},free`).join('\n')}\n`,
    })
    const columns = { grp: 'category', n: 'number', dead: 'status', t: 'time', note: 'left-out' } as const
    const { draft, text } = await draftFolder(folder, undefined, { 'x.csv': { use: 'clinical', columns } })
    const [file] = draft.files
    expect(file && shownColumns(draft, file).columns.map(({ name, becomes }) => [name, becomes])).toEqual([
      ['who', 'patient'],
      ['grp', 'category'],
      ['n', 'number'],
      ['dead', 'status of overall survival'],
      ['t', 'time of overall survival'],
      ['note', 'left out'],
    ])
    const manifest = parsed(answered(text, { ...everyday, 'time-unit': 'months' }))
    expect(rowsOf(await prepared(manifest, folder))).toEqual({ 'clinical:x': [6, 6], 'outcome:x': [6, 6] })
    const left = await draftFolder(folder, undefined, { 'x.csv': { use: 'left-out', columns: {} } })
    expect(left.draft.files).toEqual([])
    expect(left.draft.notes).toEqual(['x.csv: left out by choice.'])
  })

  it('a column of numbers with one bad cell stays a column of numbers, so that the check names the cell', async () => {
    const folder = folderOf({
      'c.csv': `patient,afp\n${Array.from({ length: 20 }, (_, i) => `p${i},${i === 7 ? '1;5' : (1.5 * i).toFixed(2)}`).join('\n')}\n`,
    })
    const { text } = await draftFolder(folder)
    const outcome = await prepared(parsed(answered(text, everyday)), folder)
    expect(outcome.content).toBeNull()
    expect(outcome.findings.find(({ severity }) => severity === 'error')).toMatchObject({
      column: 'afp',
      line: 9,
      value: '1;5',
    })
  })

  it('a table without an id, and one whose patients are its columns, are doubted in words', async () => {
    const people = Array.from({ length: 12 }, (_, i) => i)
    const folder = folderOf({
      'no-id.csv': `age,afp\n${people.map((i) => `${40 + i},${1.5 * i}`).join('\n')}\n`,
      'turned.csv': `variable,${people.map((i) => `p${i}`).join()}\nage,${people.map((i) => 40 + i).join()}\nsex,${people.map((i) => (i % 2 ? 'M' : 'F')).join()}\n`,
      'good.csv': `patient,age\n${people.map((i) => `p${i},${40 + i}`).join('\n')}\n`,
      'numbered.csv': `PatientID,age\n${people.map((i) => `${100 + i},${40 + i}`).join('\n')}\n`,
    })
    expect((await draftFolder(folder)).draft.notes).toEqual([
      'no-id.csv: its rows are named by "age", which holds numbers. Is it the id of the patients? If not, say which column is.',
      'turned.csv: 2 rows and 12 columns beside the id. Are the patients its columns? Then turn it round.',
    ])
  })

  it('the direction of labels is asked, with what the scores show', async () => {
    const folder = folderOf({
      's.csv': `ID,GTR_proba,ITH_proba,Inte_label\n${Array.from({ length: 12 }, (_, i) => `p${i},${(0.05 * i + 0.1).toFixed(2)},${(0.04 * i + 0.2).toFixed(2)},${i < 6 ? 0 : 1}`).join('\n')}\n`,
    })
    const { text, draft } = await draftFolder(folder)
    const question = draft.questions.find(({ id }) => id.endsWith('label-direction'))
    expect(question?.because).toBe(
      'The mean of GTR_proba is 0.225 where it is "0" and 0.525 where it is "1".',
    )
    const manifest = parsed(answered(text, { ...everyday, 'label-direction': '"0" is HIGH' }))
    expect(manifest.layers[0]).toMatchObject({
      riskGroup: { column: 'Inte_label', codes: { '0': 'HIGH', '1': 'LOW' } },
    })
  })

  it('the unit of expression is judged by its values, not by the Entrez numbers beside them', async () => {
    const samples = Array.from({ length: 12 }, (_, i) => `S${i}`)
    const rows = ['ALB', 'AFP', 'TP53', 'CD8A', 'CD19'].map((gene, i) =>
      [gene, 70_000 + i, ...samples.map((_, j) => (0.25 + (i * 7 + j) / 6).toFixed(2))].join('\t'),
    )
    const folder = folderOf({
      'data_mrna.txt': `Hugo_Symbol\tEntrez_Gene_Id\t${samples.join('\t')}\n${rows.join('\n')}\n`,
    })
    const { draft } = await draftFolder(folder)
    expect(draft.questions.find(({ id }) => id.endsWith('-unit'))?.because).toBe(
      'By its first rows no value is above 6.75: this looks like logarithms.',
    )
  })

  it('an open question refuses the check by name; a wrong answer lists the choices', async () => {
    const folder = folderOf({ 'c.csv': 'patient,time,status\np1,10,0\np2,20,1\np3,30,1\n' })
    const { text } = await draftFolder(folder)
    const open = parseManifest(text)
    expect(open.ok ? [] : open.problems.map(({ message }) => message.split(':')[0])).toEqual([
      'c-os-time-unit',
      'c-os-event',
      'disease',
      'licence',
    ])
    const wrong = parseManifest(answered(text, { ...everyday, 'time-unit': 'fortnights', event: '"1"' }))
    expect(wrong).toMatchObject({
      ok: false,
      problems: [{ open: false, hint: 'Answer one of: "days", "weeks", "months", "years".' }],
    })
  })

  it('is not written over, says what is no data, and refuses a folder without any', async () => {
    const folder = folderOf({ 'c.csv': 'patient,sex\np1,M\np2,F\n', 'README.md': 'hello', 'x.bin': '\0\0' })
    const first = await initFolder(folder, {})
    expect(first.files.map(({ path, format }) => [path, format])).toEqual([
      ['README.md', null],
      ['c.csv', 'clinical-table'],
      ['x.bin', null],
    ])
    expect(initText(first)).toContain('x.bin: not used. It is not text, JSON or a workbook.')
    expect((await initFolder(folder, {})).refused).toContain('is there already')
    expect((await initFolder(folder, { overwrite: true })).refused).toBeNull()
    expect((await initFolder(folderOf({ 'x.bin': '\0' }), {})).refused).toContain('No file')
    expect((await initFolder(join(folder, 'nowhere'), {})).refused).toContain('There is no folder')
  })

  it('comments may stand in a manifest; an address in a string is none', () => {
    const text = '{ // a\n "a": "https://x.org", /* b\n c */ "b": "\\"//" }'
    expect(JSON.parse(withoutComments(text))).toEqual({ a: 'https://x.org', b: '"//' })
  })
})

describe.skipIf(!hasRealData)('every cohort file of the real data', () => {
  const answers = {
    ...everyday,
    'cancer-type': 'LIHC',
    'relative-duplicates': 'error',
    conflicts: 'missing',
    'conflicts-7': 'missing',
    'stands-for-patient': 'the lesion with the largest',
  }

  async function drafted(name: string, own: Readonly<Record<string, string>>, folder = join(realData, name)) {
    const { draft, text } = await draftFolder(folder)
    const manifest = parsed(answered(text, { ...answers, ...own }))
    return { draft, manifest, outcome: await prepared(manifest, folder) }
  }

  it('no file in any folder of them goes unsaid, and of the four cohorts only the .xls is not read', async () => {
    const folders = (await readdir(realData, { withFileTypes: true })).filter((one) => one.isDirectory())
    const notRead: string[] = []
    for (const { name: folder } of folders) {
      const found = await scanFolder(join(realData, folder))
      const files = (await readdir(join(realData, folder), { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => relative(join(realData, folder), join(entry.parentPath, entry.name)))
      const unsaid = files.filter(
        (file) => !found.some(({ path }) => file === path || file.startsWith(`${path}/`)),
      )
      expect([folder, unsaid]).toEqual([folder, []])
      expect(found.length).toBeGreaterThan(0)
      for (const { path, recognised } of found)
        if (recognised.kind === 'unknown') notRead.push(`${folder}/${path}`)
    }
    const cohorts = /^(tcga-lihc|tcga-brca|hcc-tace-seg|waw-tace)\//
    expect(notRead.filter((path) => cohorts.test(path))).toEqual([
      'tcga-brca/quantitative_radiomic_features.xls',
    ])
  })

  it('HCC-TACE-Seg: the .tsv asks for its unit, and then agrees with the workbook', async () => {
    const { outcome } = await drafted('hcc-tace-seg', { 'time-unit': 'weeks', membership: 'clinical-v2' })
    expect(rowsOf(outcome)).toEqual({
      'clinical:clinical': [105, 105],
      'clinical:clinical-v2': [105, 105],
      'imaging:radiomics': [104, 104],
      'outcome:clinical': [105, 105],
      'outcome:clinical-v2': [105, 105],
    })
    const [a, b] = (outcome.content?.layers ?? []).filter(({ kind }) => kind === 'outcome')
    a?.columns.forEach((column, c) => {
      column.forEach((value, i) => {
        expect(value).toBeCloseTo(b?.columns[c]?.[i] ?? NaN, 5)
      })
    })
  })

  it('WAW-TACE: two phases, several lesions a patient', async () => {
    const { outcome } = await drafted('waw-tace', { membership: 'whoever is in one of' })
    expect(rowsOf(outcome)).toEqual({
      'imaging:radiomics-phase1': [371, 228],
      'imaging:radiomics-phase2': [372, 229],
    })
    expect(outcome.content?.patients).toHaveLength(231)
  })

  it('TCGA-BRCA: features, ten radiologists, and an .xls that is named and not read', async () => {
    const { draft, outcome } = await drafted('tcga-brca', { membership: 'quantitative' })
    const rows = rowsOf(outcome)
    expect(rows['imaging:quantitative-radiomic-features']).toEqual([91, 91])
    const readings = Object.entries(rows).filter(([ref]) => ref.startsWith('clinical:'))
    expect(readings).toHaveLength(10)
    expect(readings.reduce((sum, [, [n]]) => sum + n, 0)).toBe(273)
    expect(draft.notes[0]).toContain('.xls: not used. It is a binary workbook')
  })

  /** All files of TCGA-LIHC; of expression the first genes and samples: realFiles.test.ts reads it whole, here its manifest counts. */
  async function shortLihc(): Promise<string> {
    const [from, folder] = [join(realData, 'tcga-lihc'), folderOf({})]
    const matrix = 'htseq-fpkm-matrix-179.tsv.gz'
    const samples = 'gdc-htseq-fpkm'
    for (const name of await readdir(from))
      if (name !== matrix && name !== samples) await copyFile(join(from, name), join(folder, name))
    const lines = gunzipSync(await readFile(join(from, matrix)))
      .toString('latin1')
      .split('\n')
    await writeFile(join(folder, matrix), gzipSync([...lines.slice(0, 2001), ''].join('\n')))
    for (const name of (await readdir(join(from, samples))).sort().slice(0, 3))
      await cp(join(from, samples, name), join(folder, samples, name), { recursive: true })
    return folder
  }

  it('TCGA-LIHC: twelve files of data and three that accompany them', { timeout: 240_000 }, async () => {
    const own = { 'fpkm-unit': 'FPKM', '179-unit': 'FPKM', membership: 'gdc-clinical' }
    const { draft, outcome } = await drafted('tcga-lihc', own, await shortLihc())
    expect(new Set(draft.files.map(({ found }) => found.path)).size).toBe(12)
    expect(rowsOf(outcome)).toMatchObject({
      'clinical:gdc-clinical': [377, 377],
      'clinical:tcga-cdr': [377, 377],
      // one of the three is of normal tissue
      'expression:gdc-htseq-fpkm': [3, 2],
      'expression:htseq-fpkm-matrix-179': [179, 156],
      'immune:cibersort-lm22': [424, 371],
      'immune:estimate': [374, 371],
      'immune:leukocyte-fraction': [380, 377],
      'immune:quantiseq': [421, 369],
      'immune:tcga-kallisto-fullids-cibersort-relative': [424, 371],
      'immune:xcell': [363, 363],
      'outcome:tcga-cdr': [377, 377],
      'outcome:xena-survival': [377, 377],
    })
    // Xena's table is the CDR's
    const outcomes = outcome.content?.layers.filter(({ kind }) => kind === 'outcome') ?? []
    const os = (key: string) => {
      const layer = outcomes.find((one) => one.key === key)
      return [...(layer?.columns[layer.variables.findIndex((variable) => variable.key === 'os')] ?? [])]
    }
    expect(os('xena-survival')).toEqual(os('tcga-cdr'))
    expect(outcome.content?.ctSeries).toHaveLength(89)
  })
})
