import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { MissingPatients, missingOf } from '../../web/sections/Patients/MissingPatients.tsx'
import { Coverage } from '../../web/ui/Coverage.tsx'
import { Field } from '../../web/ui/Field.tsx'
import { Failed, NotTestable } from '../../web/ui/states.tsx'
import { Table, type Column } from '../../web/ui/Table.tsx'

interface Row {
  id: string
  p: number | null
}

const rows: Row[] = [
  { id: 'b', p: 0.2 },
  { id: 'none', p: null },
  { id: 'a', p: 0.01 },
  { id: 'a2', p: 0.2 },
]
const columns: Column<Row>[] = [
  { key: 'id', header: 'Cell', rowHeader: true, cell: (row) => row.id },
  { key: 'p', header: 'P', align: 'end', cell: (row) => row.p ?? '–', sort: (row) => row.p },
]

function order(html: string): string[] {
  return [...html.matchAll(/<th scope="row"[^>]*>(\w+)<\/th>/g)].map(([, id]) => id ?? '')
}

describe('table', () => {
  const table = (descending: boolean | null) =>
    renderToStaticMarkup(
      <Table
        caption="Cells"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        {...(descending === null ? {} : { initialSort: { key: 'p', descending } })}
      />,
    )

  test('keeps the order of the API until it is asked to sort', () => {
    expect(order(table(null))).toEqual(['b', 'none', 'a', 'a2'])
    expect(table(null)).toContain('aria-sort="none"')
  })
  test('sorts with ties in the order of the API and what is missing last, either way', () => {
    expect(order(table(false))).toEqual(['a', 'b', 'a2', 'none'])
    expect(order(table(true))).toEqual(['b', 'a2', 'a', 'none'])
    expect(table(true)).toContain('aria-sort="descending"')
  })
  test('names its frame, which a keyboard can scroll, and its rows and columns', () => {
    const html = table(null)
    expect(html).toContain('role="region" aria-label="Cells" tabindex="0"')
    expect(html).toContain('<caption><span class="caption-text">Cells</span></caption>')
    expect(html.match(/<th scope="col"/g)).toHaveLength(2)
  })
})

test('a missing kind is written as none, never left blank', () => {
  const html = renderToStaticMarkup(
    <Coverage
      label="Who has what"
      of={377}
      rows={[
        { label: 'CT series', n: 37 },
        { label: 'Score', n: 0 },
      ]}
    />,
  )
  expect(html).toContain('>37<')
  expect(html).toContain('>none<')
})

test('what is not testable says why and still shows the points', () => {
  const html = renderToStaticMarkup(
    <NotTestable reason="The low-risk group has one patient.">
      <svg />
    </NotTestable>,
  )
  expect(html).toContain('The low-risk group has one patient.')
  expect(html).toContain('<svg>')
})

test('a failure is announced and carries its id', () => {
  const html = renderToStaticMarkup(<Failed message="It failed." id="r-1" />)
  expect(html).toContain('role="alert"')
  expect(html).toContain('<code>r-1</code>')
})

test('a refused value is said beside its control, and the control knows it', () => {
  const html = renderToStaticMarkup(
    <Field label="Seed" error="−1 is not 0 or more">
      {({ id, describedBy, invalid }) => (
        <input id={id} aria-describedby={describedBy} aria-invalid={invalid} />
      )}
    </Field>,
  )
  const described = /aria-describedby="([^"]+)"/.exec(html)?.[1] ?? 'nowhere'
  expect(html).toContain(`<span id="${described}" class="field-error">−1 is not 0 or more</span>`)
  expect(html).toContain('aria-invalid="true"')
  const input = /<input id="([^"]+)"/.exec(html)?.[1] ?? 'nowhere'
  expect(html).toContain(`<label for="${input}"`)
})

test('who has no value is counted by group and named; where everybody has one nothing stands there', () => {
  const groups = [
    { key: 'high', label: 'High risk' },
    { key: 'low', label: 'Low risk' },
  ]
  const point = (patient: string, group: string, value: number | null) => ({ patient, group, value })
  const points = [point('P1', 'high', 0), point('P2', 'high', null), point('P3', 'low', 1)]
  const html = renderToStaticMarkup(
    <MissingPatients
      lists={missingOf([
        { title: 'M1', groups, points },
        { title: 'M2', groups, points: [...points, point('P4', 'low', null)] },
      ])}
    />,
  )
  const text = html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
  expect(text).toContain('2 patients without a value')
  // a zero is a value
  expect(text).not.toContain('P1')
  expect(text).toContain('M1, High risk: 1 missing. P2')
  expect(text).toContain('M2, Low risk: 1 missing. P4')
  const none = points.map((one) => ({ ...one, value: one.value ?? 1 }))
  expect(
    renderToStaticMarkup(<MissingPatients lists={missingOf([{ title: 'M1', groups, points: none }])} />),
  ).toBe('')
})
