/** A stretch of a list: releases never change, so an offset always means the same place. */
export interface PageRequest {
  first: number
  offset: number
}

export interface Page<T> {
  totalCount: number
  nodes: T[]
}
