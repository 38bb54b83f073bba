import { readFindings } from '../../db/read/findings.ts'
import type { FindingCountRow, FindingRow } from '../../db/read/findings.ts'
import { builder } from '../builder.ts'
import { pageComplexity, pageOf, pageRequest } from '../page.ts'
import { Severity } from './enums.ts'
import { pageArgs, pageType } from './page.ts'
import { Release } from './release.ts'

export const Finding = builder.objectRef<FindingRow>('Finding').implement({
  description: 'What a check of the import had to say about one place in one file.',
  fields: (t) => ({
    severity: t.field({
      type: Severity,
      description: 'How grave it is.',
      resolve: (finding) => finding.severity,
    }),
    rule: t.exposeString('rule', { description: 'Name of the rule.' }),
    file: t.exposeString('file', { nullable: true, description: 'File.' }),
    line: t.exposeInt('line', { nullable: true, description: 'Line, from 1.' }),
    column: t.exposeString('column', { nullable: true, description: 'Column.' }),
    value: t.exposeString('value', { nullable: true, description: 'Value found there.' }),
    message: t.exposeString('message', { description: 'The finding in words.' }),
    hint: t.exposeString('hint', { nullable: true, description: 'What can be done about it.' }),
  }),
})

export const FindingCount = builder.objectRef<FindingCountRow>('FindingCount').implement({
  description: 'How often a rule found something, also beyond the 100 findings that are kept for each rule.',
  fields: (t) => ({
    rule: t.exposeString('rule', { description: 'Name of the rule.' }),
    severity: t.field({
      type: Severity,
      description: 'How grave it is.',
      resolve: (entry) => entry.severity,
    }),
    count: t.exposeInt('count', { description: 'How often.' }),
  }),
})

const FindingPage = pageType('FindingPage', 'findings', Finding)

builder.objectFields(Release, (t) => ({
  findings: t.field({
    type: FindingPage,
    description: 'Findings of the import, at most 100 kept for each rule.',
    args: {
      severity: t.arg({ type: Severity, description: 'Only findings of this severity.' }),
      ...pageArgs(100),
    },
    complexity: pageComplexity,
    resolve: async (release, args, context) => {
      const request = pageRequest(args)
      const severity = args.severity ? { severity: args.severity } : {}
      const page = await readFindings(context.db, release.id, { ...request, ...severity })
      return pageOf(request, page, (row) => row)
    },
  }),
  findingCounts: t.field({
    type: [FindingCount],
    description: 'How often each rule found something.',
    resolve: (release, _args, context) => context.facts.findingCounts(release.id),
  }),
}))
