import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { Link } from '@tanstack/react-router'

/*
 * As much Markdown as our method pages use: headings, paragraphs, lists and lists in them, tables, bold, emphasis, code and links among the pages.
 * Text only, never HTML.
 */

/** The first heading. */
export function titleOf(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1] ?? 'Method'
}

export function Markdown({ text }: { text: string }) {
  const blocks = text
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '' && !block.startsWith('# '))
  return (
    <div className="markdown">
      {blocks.map((block, i) => (
        <Block key={i} block={block} />
      ))}
    </div>
  )
}

function Block({ block }: { block: string }) {
  const heading = /^#{2,} (.+)/.exec(block)?.[1]
  if (heading !== undefined) {
    const rest = block.slice(block.indexOf('\n') + 1)
    return (
      <>
        <h2>{inline(heading)}</h2>
        {block.includes('\n') && <Block block={rest.trim()} />}
      </>
    )
  }
  if (block.startsWith('|')) return <Cells rows={block.split('\n')} />
  const at = block.search(/^(?:- |\d+\. )/m)
  if (at < 0) return <p>{inline(block)}</p>
  const items = block
    .slice(at)
    .split(/\n(?=- |\d+\. )/)
    .map((item) => item.replace(/^(?:- |\d+\. )/, ''))
  return (
    <>
      {at > 0 && <p>{inline(block.slice(0, at))}</p>}
      <ul>
        {items.map((item, i) => (
          <Item key={i} text={item} />
        ))}
      </ul>
    </>
  )
}

/** An item, with the list that is indented under it. */
function Item({ text }: { text: string }) {
  const [own = '', ...inner] = text.split(/\n\s+- /)
  return (
    <li>
      {inline(own)}
      {inner.length > 0 && (
        <ul>
          {inner.map((item, i) => (
            <li key={i}>{inline(item)}</li>
          ))}
        </ul>
      )}
    </li>
  )
}

function Cells({ rows }: { rows: readonly string[] }) {
  const [head = [], ...body] = rows
    .filter((row) => !/^\|[\s:|-]+\|$/.test(row))
    .map((row) => row.replace(/^\||\|$/g, '').split('|'))
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={`Table: ${head.join(', ').trim()}`}>
      <table>
        <thead>
          <tr>
            {head.map((cell, i) => (
              <th key={i} scope="col">
                {inline(cell.trim())}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j}>{inline(cell.trim())}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const marks = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s](?:[^*]*[^*\s])?\*|\[[^\]]+\]\([^)]+\))/

function inline(text: string): ReactNode[] {
  return text.split(marks).map((part, i) => {
    if (part.startsWith('`')) return <code key={i}>{part.slice(1, -1)}</code>
    if (part.startsWith('**')) return <strong key={i}>{part.slice(2, -2)}</strong>
    if (part.length > 2 && part.startsWith('*') && part.endsWith('*'))
      return <em key={i}>{part.slice(1, -1)}</em>
    const [, words, target] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part) ?? []
    if (words === undefined || target === undefined) return <Fragment key={i}>{part}</Fragment>
    const page = /^([\w-]+)\.md$/.exec(target)?.[1]
    // other documents stand in the repository only
    if (page === undefined) return <Fragment key={i}>{words}</Fragment>
    return (
      <Link key={i} to="/methods/$name" params={{ name: page }}>
        {words}
      </Link>
    )
  })
}
