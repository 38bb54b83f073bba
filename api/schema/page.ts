import type { ObjectRef } from '@pothos/core'
import { builder } from '../builder.ts'
import type { Types } from '../builder.ts'
import type { Page } from '../page.ts'

/** The page type of a noun; all pages have the same four fields. */
export function pageType<Node>(name: string, many: string, node: ObjectRef<Types, Node>) {
  return builder.objectRef<Page<Node>>(name).implement({
    description: `One page of ${many}.`,
    fields: (t) => ({
      totalCount: t.exposeInt('totalCount', { description: `How many ${many} there are on all pages.` }),
      endCursor: t.exposeString('endCursor', {
        nullable: true,
        description: 'Give this as `after` to get the next page; null on an empty page.',
      }),
      hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether a next page exists.' }),
      nodes: t.field({
        type: [node],
        description: `The ${many} of this page, in their stored order.`,
        complexity: { field: 0, multiplier: 1 },
        resolve: (page) => [...page.nodes],
      }),
    }),
  })
}

/** `first` and `after`, as every paged field takes them. */
export function pageArgs(first: number) {
  return builder.args((t) => ({
    first: t.int({ defaultValue: first, description: 'How many to give, 1 to 1,000.' }),
    after: t.string({ description: 'The `endCursor` of the page before.' }),
  }))
}
