import { paperOf } from '../analyses/paper/paperOf.ts'
import { requiredRelease } from '../analyses/release.ts'
import { analysisOf } from '../analyses/analysis.ts'
import type { AnalysisKind } from '../analyses/analysis.ts'
import type { AnswerFacts, StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { analysisTsv } from '../analyses/tsv.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { PaperWords } from './paperWords.ts'
import { Release } from './release.ts'
import { Warning } from './result.ts'
import { SourceFile } from './sourceFile.ts'

const Provenance = builder.objectRef<StoredAnalysis>('Provenance').implement({
  description: 'What this answer was made from.',
  fields: (t) => ({
    codeVersion: t.exposeString('codeVersion', { description: 'Version of the program that computed it.' }),
    contentHash: t.string({
      description: 'SHA-256 of the release’s content.',
      resolve: (stored) => stored.release.contentHash,
    }),
    seed: t.int({
      nullable: true,
      description: 'Seed; null where nothing was random.',
      resolve: (stored) => stored.answer.seed,
    }),
    computedAt: t.string({
      description: 'When it was first computed (ISO 8601, UTC).',
      resolve: (stored) => stored.computedAt,
    }),
    files: t.field({
      type: [SourceFile],
      description: 'Files that the layers in it were made from.',
      resolve: (stored) => stored.answer.files,
    }),
  }),
})

/** The types of all kinds implement it: `interfaces: [Analysis]`. */
export const Analysis = builder.interfaceRef<StoredAnalysis>('Analysis').implement({
  description: 'An answer with its address: the same specification on the same release gives the same bytes.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Short id: hash of specification, release and code version.' }),
    spec: t.exposeString('spec', { description: 'Canonical JSON of the specification.' }),
    release: t.field({
      type: Release,
      description: 'The release that it was computed on.',
      resolve: (stored) => stored.release,
    }),
    warnings: t.field({
      type: [Warning],
      description: 'What a careful reader has to know about the whole answer.',
      complexity: { field: 1, multiplier: 5 },
      resolve: (stored) => [...stored.answer.warnings],
    }),
    paper: t.field({
      type: PaperWords,
      description: 'Figure legends and a methods paragraph, ready to paste.',
      resolve: (stored, _args, context) => paperOf(context, stored),
    }),
    provenance: t.field({
      type: Provenance,
      description: 'What this answer was made from.',
      resolve: (stored) => stored,
    }),
  }),
})

/** The resolver of every question that is an analysis. @throws InvalidInput no such release, or the specification is wrong */
export async function askedAnalysis<
  Input extends { release: string },
  Spec extends { kind: string },
  Answer extends AnswerFacts,
>(context: Context, kind: AnalysisKind<Input, Spec, Answer>, input: Input): Promise<StoredAnalysis<Answer>> {
  const release = await requiredRelease(context, input.release)
  return analysisOf(context, release, kind, kind.parseSpec(input))
}

/** The resolver of the field `tsv`. */
export function tsvOf<Input, Spec extends { kind: string }, Answer extends AnswerFacts>(
  kind: AnalysisKind<Input, Spec, Answer>,
): (analysis: StoredAnalysis<Answer>) => string {
  return (analysis) => analysisTsv(analysis, kind.table(analysis))
}
