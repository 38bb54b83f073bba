import { createHash } from 'node:crypto'
import { readSavedClaims, removeClaim, saveClaim } from '../../db/app/savedClaims.ts'
import { canonicalJson, shortId } from '../../science/canonical.ts'
import { InvalidInput } from '../../science/errors.ts'
import { immuneMethod } from '../../science/immune/methods.ts'
import { publishedClaim } from '../../science/radiogenomics/claim.ts'
import type {
  Claim as ClaimShape,
  ExpectationVerdict as VerdictShape,
} from '../../science/radiogenomics/claim.ts'
import type { StarLine } from '../../science/radiogenomics/claimWords.ts'
import { claimAnalysis } from '../analyses/claimVerdict.ts'
import type { ClaimAnswer } from '../analyses/claimVerdict.ts'
import { parseExpectations } from '../analyses/expectations.ts'
import { groupingShape } from '../analyses/groupingInput.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { Direction, Expectation, ExpectationInput } from './expectation.ts'
import { GroupingInput, GroupingValue } from './grouping.ts'
import { PlaceboClaim } from './placebo.ts'

interface StoredClaim extends ClaimShape {
  isPublished: boolean
}

const Claim = builder.objectRef<StoredClaim>('Claim').implement({
  description: 'A saved set of directed expectations.',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'Key; "published" is the published finding.' }),
    title: t.exposeString('title', { description: 'In a few words.' }),
    wording: t.exposeString('wording', { description: 'In full, worded so that it is true.' }),
    caveats: t.stringList({
      description: 'What has to be known before it is believed.',
      resolve: ({ caveats }) => [...caveats],
    }),
    source: t.exposeString('source', { description: 'Where it comes from.' }),
    isPublished: t.exposeBoolean('isPublished', {
      description: 'Whether it is the published finding; that one cannot be removed.',
    }),
    expectations: t.field({
      type: [Expectation],
      description: 'About the first group (high risk) against the second.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ expectations }) => [...expectations],
    }),
    method: t.exposeString('method', { description: 'Key of the immune method that it is about.' }),
  }),
})

async function allClaims(context: Context): Promise<StoredClaim[]> {
  const saved = await readSavedClaims(context.db)
  return [
    { ...publishedClaim, isPublished: true },
    ...saved.map((row) => ({
      ...row,
      caveats: [],
      source: 'saved on this server',
      exposure: null,
      isPublished: false,
    })),
  ]
}

builder.queryField('claims', (t) =>
  t.field({
    type: [Claim],
    description: 'The published claim first, then those that were saved here.',
    complexity: { field: 5, multiplier: 10 },
    resolve: (_root, _args, context) => {
      context.neverKeep()
      return allClaims(context)
    },
  }),
)

const SaveClaimInput = builder.inputType('SaveClaimInput', {
  description: 'A claim to be saved.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'In a few words, 1 to 200 characters.' }),
    wording: t.string({ description: 'In full, up to 2,000 characters.' }),
    method: t.id({ description: 'Key of the immune method; default cibersort-lm22.' }),
    expectations: t.field({ type: [ExpectationInput], required: true, description: 'At least one.' }),
  }),
})

function text(field: string, given: string, most: number): string {
  const value = given.trim()
  if (value.length < 1 || value.length > most) throw new InvalidInput(field, given, `1 to ${most} characters`)
  return value
}

/** The address of what was saved: the same saved twice is one. */
export function keyOf(value: Parameters<typeof canonicalJson>[0]): string {
  return shortId(createHash('sha256').update(canonicalJson(value)).digest())
}

builder.mutationField('saveClaim', (t) =>
  t.field({
    type: Claim,
    description: 'Saves a claim on this server.',
    args: { input: t.arg({ type: SaveClaimInput, required: true, description: 'The claim.' }) },
    resolve: async (_root, { input }, context) => {
      context.neverKeep()
      const title = text('title', input.title, 200)
      const wording = input.wording ? text('wording', input.wording, 2_000) : title
      const method = input.method ?? publishedClaim.method
      if (!immuneMethod(method)) throw new InvalidInput('method', method, 'the key of an immune method')
      const expectations = parseExpectations(input.expectations)
      const said = expectations.map(({ cell, direction }) => ({ cell, direction }))
      const key = keyOf({ title, wording, method, expectations: said })
      await saveClaim(context.db, { key, title, wording, method, expectations })
      const saved = (await allClaims(context)).find((claim) => claim.key === key)
      if (!saved) throw new Error('a claim that was saved is not there')
      return saved
    },
  }),
)

builder.mutationField('removeClaim', (t) =>
  t.boolean({
    description: 'Removes a saved claim; true where there was one.',
    args: { key: t.arg.id({ required: true, description: 'Its key.' }) },
    resolve: (_root, { key }, context) => {
      context.neverKeep()
      return removeClaim(context.db, key)
    },
  }),
)

const ExpectationVerdict = builder.objectRef<VerdictShape>('ExpectationVerdict').implement({
  description: 'One expectation held against the data.',
  fields: (t) => ({
    cell: t.exposeID('cell', { description: 'Key of the cell type.' }),
    label: t.exposeString('label', { description: 'Name of the cell type.' }),
    direction: t.expose('direction', {
      type: Direction,
      description: 'What was expected of the first group.',
    }),
    agrees: t.exposeBoolean('agrees', {
      nullable: true,
      description: 'Whether the sign is as expected; null where it cannot be tested.',
    }),
    effectName: t.string({
      nullable: true,
      description: 'Name of the effect size.',
      resolve: ({ effect }) => effect?.name ?? null,
    }),
    value: t.float({
      nullable: true,
      description: 'Effect size, first − second.',
      resolve: ({ effect }) => effect?.value ?? null,
    }),
    low: t.float({
      nullable: true,
      description: 'Lower end of its 95 % interval.',
      resolve: ({ effect }) => effect?.low ?? null,
    }),
    high: t.float({
      nullable: true,
      description: 'Upper end.',
      resolve: ({ effect }) => effect?.high ?? null,
    }),
    logP: t.exposeFloat('logP', { nullable: true, description: 'Natural logarithm of the two-sided p.' }),
    qValue: t.exposeFloat('qValue', {
      nullable: true,
      description: 'Benjamini–Hochberg over all cells of the method.',
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it cannot be tested.' }),
    words: t.exposeString('words', { description: 'In words.' }),
  }),
})

const ReplayedStar = builder.objectRef<StarLine>('ReplayedStar').implement({
  description: 'One cell under the settings of the published analysis.',
  fields: (t) => ({
    cell: t.exposeID('cell', { description: 'Key of the cell type.' }),
    delta: t.exposeFloat('delta', { nullable: true, description: 'Cliff’s δ.' }),
    logP: t.exposeFloat('logP', { nullable: true, description: 'Natural logarithm of p, rank sum as in R.' }),
    stars: t.exposeString('stars', { description: '* at .05, ** at .01, *** at .001, unadjusted.' }),
    words: t.exposeString('words', { description: 'In words.' }),
  }),
})

type Tested = NonNullable<ClaimAnswer['tested']>

const TestedClaim = builder.objectRef<Tested>('TestedClaim').implement({
  description: 'The expectations held against one release.',
  fields: (t) => ({
    verdict: t.string({
      description: 'holds, points the same way, mixed, contradicted or cannot be tested.',
      resolve: ({ verdict }) => verdict.verdict,
    }),
    words: t.string({ description: 'The verdict in words.', resolve: ({ verdict }) => verdict.words }),
    grouping: t.field({
      type: GroupingValue,
      description: 'How patients were grouped.',
      resolve: ({ grouping }) => groupingShape(grouping),
    }),
    exposure: t.exposeString('exposure', { description: 'What the groups are made of.' }),
    groupLabels: t.stringList({
      description: 'First and second group.',
      resolve: ({ groups }) => groups.map(({ label }) => label),
    }),
    groupSizes: t.intList({
      description: 'Patients in each.',
      resolve: ({ groups }) => groups.map(({ n }) => n),
    }),
    methodRef: t.id({ description: 'Layer reference of the method.', resolve: ({ method }) => method.ref }),
    methodLabel: t.string({ description: 'Name of the method.', resolve: ({ method }) => method.label }),
    unit: t.string({ description: 'Unit of its values.', resolve: ({ method }) => method.unit }),
    expectations: t.field({
      type: [ExpectationVerdict],
      description: 'One by one.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ verdict }) => [...verdict.expectations],
    }),
    replay: t.field({
      type: [ReplayedStar],
      description: 'The settings of the published analysis: rank sum as in R, unadjusted.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ published }) => published,
    }),
    replayWords: t.string({
      description: 'The same in words.',
      resolve: ({ publishedWords }) => publishedWords,
    }),
    placeboWords: t.stringList({
      description: 'How often chance does as well.',
      resolve: ({ placebo }) => placebo.words,
    }),
    placebo: t.field({
      type: PlaceboClaim,
      nullable: true,
      description: 'The same as numbers.',
      resolve: ({ placebo }) => placebo.claim,
    }),
  }),
})

export const ClaimVerdict = builder.objectRef<StoredAnalysis<ClaimAnswer>>('ClaimVerdict').implement({
  interfaces: [Analysis],
  description: 'A claim in one release.',
  fields: (t) => ({
    notItself: t.stringList({
      description: 'Why the published claim itself cannot be tested here; empty where it can.',
      resolve: ({ answer }) => answer.notItself,
    }),
    tested: t.field({
      type: TestedClaim,
      nullable: true,
      description: 'The expectations on the groups at hand; null where nothing can be compared.',
      resolve: ({ answer }) => answer.tested,
    }),
    tsv: t.string({ description: 'Every expectation as tab-separated text.', resolve: tsvOf(claimAnalysis) }),
  }),
})

const ClaimInput = builder.inputType('ClaimInput', {
  description: 'Expectations to be held against a release.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    expectations: t.field({
      type: [ExpectationInput],
      description: 'Default: those of the published claim.',
    }),
    grouping: t.field({
      type: GroupingInput,
      description: 'Default: the risk model where there is one, else the first suggestion with two groups.',
    }),
    method: t.id({ description: 'Layer reference; default: the method that has most of the cells.' }),
    shuffles: t.int({ defaultValue: 2000, description: 'Shuffles of the placebo, 100 to 20,000.' }),
    seed: t.int({ defaultValue: 1, description: 'Seed of the shuffles.' }),
  }),
})

builder.queryField('claimVerdict', (t) =>
  t.field({
    type: ClaimVerdict,
    description:
      'Holds expectations against a release: the published settings replayed, then ours, then chance.',
    args: {
      input: t.arg({ type: ClaimInput, required: true, description: 'What is expected, and of what.' }),
    },
    complexity: { field: 4000, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, claimAnalysis, input),
  }),
)
