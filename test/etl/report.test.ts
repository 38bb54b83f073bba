/** The report as a page: every finding where it belongs, nothing from a file as markup, nothing from outside. */
import { describe, expect, it } from 'vitest'
import type { FindingRecord } from '../../db/release/content.ts'
import type { ImportReport } from '../../etl/job.ts'
import { nearest } from '../../etl/nearest.ts'
import { folded, lineRanges } from '../../etl/report/folded.ts'
import { reportHtml } from '../../etl/report/reportHtml.ts'

const finding = (over: Partial<FindingRecord>): FindingRecord => ({
  severity: 'error',
  rule: 'decimal-comma',
  file: 'features',
  line: 3,
  column: 'volume',
  value: '1,5',
  message: 'Number is written with a comma.',
  hint: 'Export with a point.',
  ...over,
})

const source = (id: string) => ({
  id,
  path: `${id}.csv`,
  role: 'features',
  format: 'feature-table',
  sha256: 'a'.repeat(64),
  bytes: 10,
  encoding: null,
  delimiter: null,
  rows: 12,
  columns: 3,
  tool: null,
  version: null,
  licence: null,
  settings: {},
})

const report: ImportReport = {
  command: 'check',
  outcome: 'refused',
  cohort: { slug: 'x', title: '<script>alert(1)</script>', simulated: true },
  release: null,
  contentHash: null,
  counts: null,
  sourceFiles: [source('clean'), source('features'), source('clinical')],
  findings: [
    ...[3, 4, 5, 9].map((line) => finding({ line })),
    finding({
      file: 'clinical',
      severity: 'warning',
      rule: 'time-zero',
      value: '<img src=x onerror=1>',
      hint: null,
    }),
    finding({
      file: 'features: sub/a.gz',
      severity: 'note',
      rule: 'summary-rows',
      line: null,
      column: null,
      value: null,
      hint: null,
    }),
    finding({
      file: null,
      rule: 'question-unanswered',
      line: null,
      column: 'questions[0].answer',
      value: null,
      hint: null,
    }),
  ],
  findingCounts: [
    { rule: 'decimal-comma', severity: 'error', count: 130 },
    { rule: 'time-zero', severity: 'warning', count: 1 },
    { rule: 'summary-rows', severity: 'note', count: 1 },
    { rule: 'question-unanswered', severity: 'error', count: 1 },
  ],
  ledger: [{ scope: 'imaging:gtr', subject: 'p"9', patient: null, code: 'not-measured', reason: 'no scan' }],
  derived: [],
  seconds: 1,
}

describe('findings folded', () => {
  it('files with errors first, each with its verdict; a file inside a folder belongs to the folder', () => {
    expect(folded(report).map(({ file, verdict }) => [file, verdict])).toEqual([
      [null, 'failed'],
      ['features', 'failed'],
      ['clinical', 'look'],
      ['clean', 'passed'],
    ])
    expect(folded(report)[1]?.rules.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['decimal-comma', 'error'],
      ['summary-rows', 'note'],
    ])
  })

  it('lines as people say them', () => {
    expect(lineRanges([9, 3, 5, 4, 4])).toBe('3–5 and 9')
    expect(lineRanges([7])).toBe('7')
    expect(lineRanges(Array.from({ length: 20 }, (_, i) => 2 * i))).toMatch(/, 22 and 8 more$/)
  })
})

describe('the page', () => {
  const page = reportHtml(report)

  it('has every finding, its place and how to mend it', () => {
    for (const words of [
      'Failed',
      'Look here',
      'Passed',
      'lines 3–5 and 9',
      'How to fix',
      'Export with a point.',
      '1,5',
    ])
      expect(page).toContain(words)
    expect(page).toContain('126 more of this rule')
    expect(page).toContain('p&quot;9')
  })

  it('takes nothing from a file as markup, and nothing from outside', () => {
    expect(page).not.toContain('<script')
    expect(page).not.toContain('<img')
    expect(page).toContain('&lt;script&gt;alert(1)')
    expect(page).not.toMatch(/(src|href)="(?!#)/)
    expect(page).not.toMatch(/url\(|@import/)
  })

  it('is marked up so that a browser and a reader can follow it', () => {
    for (const tag of ['section', 'article', 'table', 'details', 'dl', 'ul'])
      expect(page.split(`<${tag}`).length, tag).toBe(page.split(`</${tag}>`).length)
    expect([...page.matchAll(/<h1/g)]).toHaveLength(1)
  })
})

describe('names that may have been meant', () => {
  it.each([
    ['OS_time', ['OS.time', 'DSS.time', 'OS'], ['OS.time', 'DSS.time']],
    ['vital_staus', ['vital_status', 'age'], ['vital_status']],
    ['OS', ['age', 'sex'], []],
    ['', ['a'], []],
  ])('%s', (wanted, names, expected) => {
    expect(nearest(wanted, names)).toEqual(expected)
  })
})
