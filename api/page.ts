import type { Page as RowPage, PageRequest } from '../db/read/page.ts'
import { InvalidInput } from '../science/errors.ts'

export const largestPage = 1000

interface PageArgs {
  first?: number | null | undefined
  after?: string | null | undefined
}

/** One page of a list: how many there are in all, and where the next page starts. */
export interface Page<Node> {
  totalCount: number
  endCursor: string | null
  hasNextPage: boolean
  nodes: readonly Node[]
}

function parseFirst(first: number | null | undefined): number {
  const given = first ?? 50
  if (given < 1 || given > largestPage) throw new InvalidInput('first', given, `1 to ${largestPage}`)
  return given
}

/** Cursors are offsets: a release never changes, so an offset always means the same place. */
function parseCursor(after: string | null | undefined): number {
  if (after === null || after === undefined) return 0
  const digits = /^o([0-9]{1,9})$/.exec(after)?.[1]
  if (digits === undefined) throw new InvalidInput('after', after, 'the endCursor of a page')
  return parseInt(digits, 10)
}

/** @throws InvalidInput `first` is out of range or `after` is no cursor */
export function pageRequest(args: PageArgs): PageRequest {
  return { first: parseFirst(args.first), offset: parseCursor(args.after) }
}

/** What a page costs grows with `first`; a wrong `first` is refused before anything is read. */
export function pageComplexity(args: PageArgs): { field: number; multiplier: number } {
  return { field: 5, multiplier: parseFirst(args.first) }
}

export function pageOf<Row, Node>(
  request: PageRequest,
  page: RowPage<Row>,
  node: (row: Row) => Node,
): Page<Node> {
  const end = request.offset + page.nodes.length
  return {
    totalCount: page.totalCount,
    endCursor: page.nodes.length === 0 ? null : `o${end}`,
    hasNextPage: end < page.totalCount,
    nodes: page.nodes.map(node),
  }
}
