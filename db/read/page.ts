import { sql } from '../drizzle/orm.cjs'

/** A stretch of a list: releases never change, so an offset always means the same place. */
export interface PageRequest {
  first: number
  offset: number
}

export interface Page<T> {
  totalCount: number
  nodes: T[]
}

/** Stands in the selection of a paged read: how many rows there are without the page's limits. */
export const totalCount = sql<number>`count(*) over ()`

/** A page in one statement; only a page past the end needs a second one, to know how long the list is. */
export async function readPage<Row extends { totalCount: number }, Node>(
  request: PageRequest,
  read: (request: PageRequest) => Promise<Row[]>,
  node: (row: Row) => Node,
): Promise<Page<Node>> {
  const rows = await read({ first: Math.max(1, request.first), offset: request.offset })
  const [any] = rows.length > 0 || request.offset === 0 ? rows : await read({ first: 1, offset: 0 })
  return { totalCount: any?.totalCount ?? 0, nodes: request.first > 0 ? rows.map(node) : [] }
}

/** A word as a LIKE pattern for "contains". */
export function containing(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`
}
