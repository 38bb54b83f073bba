import { describe, expect, it } from 'vitest'
import type { ImportReport } from '../../etl/job.ts'
import { exitCode } from '../../etl/job.ts'
import { progressLine } from '../../etl/progressLine.ts'
import { reportText } from '../../etl/text.ts'

const finding = {
  severity: 'warning' as const,
  rule: 'time-zero',
  file: 'clinical',
  line: 7,
  column: 'OS',
  value: '0',
  message: 'Zero days.',
  hint: null,
}

const report: ImportReport = {
  command: 'import',
  outcome: 'imported',
  cohort: { slug: 'mini', title: 'Mini', simulated: true },
  release: { shortId: 'abc', number: 2, contentHash: 'f'.repeat(64) },
  contentHash: 'f'.repeat(64),
  counts: {
    patients: 1,
    specimens: 2,
    ctSeries: 3,
    patientsWithCt: 1,
    layers: [{ ref: 'imaging:gtr', label: 'Features', variables: 107, rows: 1, patients: 1 }],
  },
  sourceFiles: [],
  findings: Array.from({ length: 8 }, (_, i) => ({ ...finding, line: i + 2 })),
  findingCounts: [{ rule: 'time-zero', severity: 'warning', count: 250 }],
  ledger: ['a', 'b', 'c', 'd', 'e'].map((subject) => ({
    scope: 'imaging:gtr',
    subject,
    patient: subject,
    code: 'not-measured',
    reason: 'no scan',
  })),
  derived: [],
  seconds: 1.25,
}

describe('reportText', () => {
  it('says counts, folded findings, the ledger in groups, and how it ended', () => {
    expect(reportText(report)).toBe(
      [
        '1 patient, 2 specimens, 3 CT series of 1 patient',
        '  imaging:gtr  107 variables, 1 row, stands for 1 patient',
        '',
        '250 warnings:',
        ...[2, 3, 4, 5, 6].map((line) => `  time-zero  clinical, line ${line}, OS "0": Zero days.`),
        '  time-zero  (245 more)',
        '',
        'Left out:',
        '  imaging:gtr  not-measured  5: a, b, c, d and 1 more (no scan)',
        '',
        'Mini (simulated): imported as a new release (1.3 s).',
        `Release 2, abc, content ${'f'.repeat(64)}`,
      ].join('\n'),
    )
  })

  it('answers the other commands in a line', () => {
    expect(reportText({ command: 'list', cohorts: [] })).toBe('No cohorts yet.')
    expect(reportText({ command: 'show', cohort: null, counts: null, ledger: [] })).toBe('No such cohort.')
    expect(reportText({ command: 'remove', cohort: 'x', releases: 2 })).toBe('Removed x with 2 releases.')
    expect(
      reportText({ command: 'verify', cohorts: [{ slug: 'x', stored: 'a', computed: 'b', good: false }] }),
    ).toBe('x: DAMAGED, stored a, computed b')
  })
})

describe('exitCode', () => {
  it('is 3 with warnings, 1 when refused, 0 when clean', () => {
    expect(exitCode(report)).toBe(3)
    expect(exitCode({ ...report, outcome: 'refused' })).toBe(1)
    expect(
      exitCode({ ...report, findingCounts: [{ rule: 'id-normalised', severity: 'note', count: 9 }] }),
    ).toBe(0)
    expect(
      exitCode({ command: 'verify', cohorts: [{ slug: 'x', stored: 'a', computed: 'b', good: false }] }),
    ).toBe(1)
  })
})

describe('progressLine', () => {
  const event = {
    kind: 'progress' as const,
    stage: 'read' as const,
    message: 'a file with a long name',
    done: 1,
    total: 3,
  }
  function shown(isTTY: boolean): string {
    let text = ''
    const line = progressLine({ isTTY, columns: 20, write: (part) => (text += part) })
    line.show(event)
    line.clear()
    return text
  }

  it('writes over one line of a terminal, cut to its width, and nothing elsewhere', () => {
    expect(shown(true)).toBe('\r\u001b[Kread 33 %  a file w\r\u001b[K')
    expect(shown(false)).toBe('')
  })
})
