/** Clinical tables as people leave them: which columns are an outcome, which are numbers, and what is asked. */
import { describe, expect, it } from 'vitest'
import { clinical, drafted, people, prepared, stored } from './drafting.ts'

describe('clinical tables', () => {
  it.each([
    ['yes', 'no'],
    ['TRUE', 'FALSE'],
    ['1', '0'],
  ])('a censored column with %s and %s is asked for, never decided', async (yes, no) => {
    const table = clinical(['survival_days', 'censored', 'age'], (i) => [100 + i, i % 3 ? yes : no, 50 + i])
    const { content, asked } = await prepared({ 'c.csv': table }, { 'os-event': `"${no}"` })
    expect(asked).toEqual(['c-os-event'])
    expect([stored(content, 'outcome:c/os', 'P0'), stored(content, 'outcome:c/os', 'P1')]).toEqual([
      [100, 1],
      [101, 0],
    ])
  })

  it('status and time are found however they are written, and those that are not are named', async () => {
    const names = ['OS (months)', 'OS event', 'pfs.time.days', 'PFS_Status', 'age']
    const table = clinical(names, (i) => [10 + i, i % 2, 200 + i, i % 3 ? 'censored' : 'progressed', 50 + i])
    const { content, asked } = await prepared({ 'c.csv': table }, { 'os-event': '"1"' })
    expect(asked).toEqual(['c-os-event'])
    expect(stored(content, 'outcome:c/os', 'P1')).toEqual([11 * 30.4375, 1])
    expect(stored(content, 'outcome:c/pfs', 'P0')).toEqual([200, 1])
    const { draft } = await drafted({
      'd.csv': clinical(['t1', 'vital', 'age'], (i) => [9 + i, 'x', 50 + i]),
    })
    expect(draft.notes[0]).toMatch(/^d.csv: no outcome is drafted.*; vital may be of one/)
  })

  it('numbers with a decimal comma are refused, no category is made of them', async () => {
    const semicolons = ['patient;AFP;sex', ...people.map((id, i) => `${id};${i * 10},5;${i % 2 ? 'M' : 'F'}`)]
    const files = { 'c.csv': `${semicolons.join('\r\n')}\r\n` }
    const { content, rules } = await prepared(files, { decimal: 'it is not' })
    expect(content).toBeNull()
    expect(rules).toContain('decimal-comma')
  })

  it('a decimal comma is read where a person says that it is one, and a point is refused then', async () => {
    const rows = people.map((id, i) => `${id};${i * 10},5;${i % 2};1${i},25;${i}`)
    const text = `patient;AFP;OS_event;OS (months);age\r\n${rows.join('\r\n')}\r\n`
    const answers = { 'os-event': '"1"', decimal: 'the comma is' }
    const { content, rules } = await prepared({ 'c.csv': text }, answers)
    expect(rules).toEqual([])
    expect(stored(content, 'clinical:c/AFP', 'P3')).toBe(30.5)
    expect(stored(content, 'outcome:c/os', 'P3')).toEqual([13.25 * 30.4375, 1])
    // one comma among points is a slip: it is refused, and nobody is asked
    const slip = await prepared({
      'd.csv': clinical(['AFP', 'age'], (i) => [i === 2 ? '"2,5"' : i + 0.5, i]),
    })
    expect([slip.asked, slip.rules]).toEqual([[], ['decimal-comma']])
    const mixed = await prepared({ 'c.csv': text.replace(';30,5;', ';1.030;') }, answers)
    expect(mixed.content).toBeNull()
    expect(mixed.findings[0]).toMatchObject({ rule: 'thousands-separator', column: 'AFP', value: '1.030' })
  })

  it('features of a spreadsheet with decimal commas are what it shows', async () => {
    const names = ['original_shape_Sphericity', 'original_firstorder_Mean', 'original_glcm_Idm']
    const rows = people.map((id, i) => [id, '1.19', ...names.map((_, k) => `${i},${k}5`)].join(';'))
    const text = `\ufeffPatientID;diagnostics_Versions_Numpy;${names.join(';')}\r\n${rows.join('\r\n')}\r\n`
    const { content, rules } = await prepared({ 'f.csv': text }, { decimal: 'the comma is' })
    expect(rules).toEqual([])
    expect(stored(content, 'imaging:f/original_glcm_Idm', 'P7')).toBe(7.25)
  })

  it.each([
    ['a limit of detection', (i: number) => (i % 4 ? `${100 + i}` : '<5'), 'limit-value'],
    ['a unit behind every number', (i: number) => `${20 + i} mm`, 'not-a-number'],
    ['a percent sign', (i: number) => `${20 + i}.5%`, 'not-a-number'],
    ['a no-break space', (i: number) => `5${i}\u00a0`, 'not-a-number'],
    ['a long minus', (i: number) => `\u2212${i}.5`, 'not-a-number'],
  ])('%s makes no category of a column of numbers', async (_, cell, rule) => {
    const { content, findings } = await prepared({
      'c.csv': clinical(['AFP', 'sex'], (i) => [cell(i), 'MF'[i % 2] ?? '']),
    })
    expect(content).toBeNull()
    expect(findings[0]?.rule).toBe(rule)
    expect(findings[0]?.hint).not.toBeNull()
  })

  it('classes that look like limits stay classes; words that say nothing are declared', async () => {
    const words = ['<5', '>=5', 'n.a.', '-', '?', 'unknown', '<5', '>=5', '<5', '>=5']
    const { content, rules } = await prepared({
      'c.csv': clinical(['size class', 'age'], (i) => [words[i] ?? '', 50 + i]),
    })
    expect(rules).toEqual([])
    expect(content?.layers[0]?.variables.find(({ key }) => key === 'size_class')?.levels).toEqual([
      '<5',
      '>=5',
    ])
  })

  it('an event beside a competing one is not called swapped', async () => {
    const table = clinical(['OS_days', 'OS_event'], (i) => [100 + i, i % 3])
    expect((await prepared({ 'c.csv': table }, { 'os-event': '"1"' })).rules).toEqual([])
  })

  it('columns that are not drafted are named with the reason', async () => {
    const names = ['date_of_surgery', 'Sample ID', 'centre', 'age']
    const { draft } = await drafted({
      'c.csv': clinical(names, (i) => [44256 + i, `S${i}`, 'Berlin', 50 + i]),
    })
    expect(draft.notes).toEqual([
      'c.csv: columns that are not drafted: dates (date_of_surgery); ids (Sample ID); the same in everybody (centre).',
    ])
  })
})
