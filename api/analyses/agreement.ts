import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { ImmuneUnit } from '../../science/immune/methods.ts'
import { agreementInWords } from '../../science/radiogenomics/agreementWords.ts'
import type {
  AgreementInput,
  Consensus,
  GroupEffect,
  MethodAgreement,
} from '../../science/radiogenomics/methodAgreement.ts'
import { isNotTestable } from '../../science/stats/notTestable.ts'
import type { NotTestable } from '../../science/stats/notTestable.ts'
import type { Warning } from '../../science/radiogenomics/result.ts'
import type { Context } from '../context.ts'
import { parseAgreementAnswer } from './agreementAnswer.ts'
import type { AgreementAnswer, AgreementMethod, ConsensusAnswer, DirectionAnswer } from './agreementAnswer.ts'
import { parseAgreement } from './agreementSpec.ts'
import type { AgreementInputShape, AgreementSpec } from './agreementSpec.ts'
import { agreementTable } from './agreementTsv.ts'
import type { AnalysisKind } from './analysis.ts'
import { loadGrouping, riskGroupsAnswer } from './grouping.ts'
import type { LoadedGrouping } from './grouping.ts'
import { loadMethod } from './loadMethod.ts'
import type { LoadedMethod } from './loadMethod.ts'
import { methodOfLayer } from './methodOfLayer.ts'
import { leukocytesOf, storedCells } from './methodScale.ts'

/** The same cell in every method that has it. */
export const agreement: AnalysisKind<AgreementInputShape, AgreementSpec, AgreementAnswer> = {
  kind: 'methodAgreement',
  parseSpec: parseAgreement,
  compute: computeAgreement,
  parseAnswer: parseAgreementAnswer,
  table: agreementTable,
}

const units: readonly ImmuneUnit[] = [
  'share of leukocytes',
  'share of all cells',
  'enrichment score',
  'arbitrary',
]

function methodRow({ layer }: LoadedMethod): AgreementMethod {
  const known = methodOfLayer(layer)
  const unit = units.find((each) => each === layer.unit) ?? known?.unit ?? 'arbitrary'
  return { ref: layer.ref, label: layer.label, method: known?.key ?? null, unit }
}

/** Those asked for, or all that tell cells apart: a score of all immune cells agrees with nothing here. */
async function loadMethods(
  context: Context,
  release: ReleaseRow,
  asked: string[] | null,
): Promise<LoadedMethod[]> {
  if (asked) return Promise.all(asked.map((ref) => loadMethod(context, release, ref)))
  const layers = await context.facts.layers(release.id)
  const immune = layers.filter((layer) => layer.kind === 'immune' && layer.patientCount > 0)
  const methods = await Promise.all(immune.map(({ ref }) => loadMethod(context, release, ref)))
  const telling = methods.filter(({ measures }) => measures.length > 2)
  if (telling.length === 0)
    throw new InvalidInput(
      'release',
      release.shortId,
      'a release with an immune method that tells cells apart',
    )
  return telling
}

async function computeAgreement(
  context: Context,
  release: ReleaseRow,
  spec: AgreementSpec,
  unwanted: AbortSignal,
): Promise<AgreementAnswer> {
  const [methods, grouping, leukocytes] = await Promise.all([
    loadMethods(context, release, spec.methods),
    spec.grouping && loadGrouping(context, release, spec.grouping),
    leukocytesOf(context, release),
  ])
  if (grouping && grouping.resolved.groups.length !== 2)
    throw new InvalidInput('grouping', `${grouping.resolved.groups.length} groups`, 'two groups, or none')
  const rows = methods.map(methodRow)
  const input: AgreementInput = {
    methods: rows.map(({ ref, method, unit }) => ({ key: ref, method, unit })),
    cells: spec.cells,
    columns: methods.flatMap((method) =>
      storedCells(method)
        .filter(({ variable }) => spec.cells.includes(variable.key))
        .map(({ variable, values }) => ({ method: method.layer.ref, cell: variable.key, values })),
    ),
    ...(leukocytes ? { leukocytes: leukocytes.patientValues } : {}),
    ...(grouping ? { assignment: grouping.resolved.assignment } : {}),
  }
  unwanted.throwIfAborted()
  const found = await context.workers.run('methodAgreement', input, { unwanted })
  const files = await context.facts.files(release.id)
  const used = new Set([
    ...methods.flatMap(({ layer }) => layer.sourceFiles),
    ...(leukocytes?.layer.sourceFiles ?? []),
    ...(grouping?.sourceFiles ?? []),
  ])
  const named = new Map(rows.map(({ ref, label }) => [ref, label]))
  return {
    cells: spec.cells,
    methods: rows,
    leukocytes: leukocytes?.layer.label ?? null,
    grouping: grouping && riskGroupsAnswer(grouping, grouping.resolved.ungrouped),
    ...answerOf(found),
    words: spec.cells.map((cell) => ({
      cell,
      text: agreementInWords(found, cell, named, grouping?.resolved.groups[0]?.label),
    })),
    warnings: warningsOf(release, grouping, { hasLeukocytes: leukocytes !== null, rows }),
    seed: null,
    files: files.filter((file) => used.has(file.id)),
  }
}

function answerOf({ sight, pairs, directions, signs, consensus }: MethodAgreement) {
  return {
    sight,
    pairs: pairs.map(({ cell, a, b, scale, result }) =>
      isNotTestable(result)
        ? {
            cell,
            a,
            b,
            scale,
            n: result.n,
            rho: null,
            low: null,
            high: null,
            logP: null,
            reason: result.reason,
          }
        : {
            cell,
            a,
            b,
            scale,
            n: result.n,
            rho: result.rho,
            ...boundsOf(result),
            logP: result.logP,
            reason: null,
          },
    ),
    directions: directions.map(({ cell, method, scale, result }) => ({
      cell,
      scale,
      ...effectOf(method, result),
    })),
    signs,
    consensus: consensus.map(consensusOf),
  }
}

function boundsOf({ low, high }: { low: number | null; high: number | null }) {
  return { low, high }
}

function effectOf(
  method: string,
  result: GroupEffect | NotTestable,
): Omit<DirectionAnswer, 'cell' | 'scale'> {
  if (isNotTestable(result))
    return { method, delta: null, low: null, high: null, logP: null, n: result.n, reason: result.reason }
  const { delta, low, high, logP, nFirst, nSecond } = result
  return { method, delta, low, high, logP, n: nFirst + nSecond, reason: null }
}

function consensusOf({ cell, scale, methods, n, effect, without }: Consensus): ConsensusAnswer {
  return {
    cell,
    scale,
    methods: [...methods],
    n,
    effect: effect && effectOf('consensus', effect),
    without: without.map((one) => ({
      method: one.method,
      n: one.n,
      rho: one.rho,
      effect: one.effect && effectOf(one.method, one.effect),
    })),
  }
}

function warningsOf(
  release: ReleaseRow,
  grouping: LoadedGrouping | null,
  { hasLeukocytes, rows }: { hasLeukocytes: boolean; rows: readonly AgreementMethod[] },
): Warning[] {
  const warnings: Warning[] = []
  if (release.cohort.simulated)
    warnings.push({ code: 'simulated', message: 'The patients of this cohort are simulated.' })
  warnings.push({
    code: 'same-rna',
    message:
      'All methods are computed from the same RNA, so agreement is no independent confirmation; disagreement is informative.',
  })
  if (hasLeukocytes && rows.filter(({ unit }) => unit === 'share of leukocytes').length > 1)
    warnings.push({
      code: 'shared-factor',
      message:
        'Methods that both give shares of leukocytes are multiplied by the same leukocyte fraction: part of their agreement on that scale is the fraction itself.',
    })
  if (!hasLeukocytes)
    warnings.push({
      code: 'no-leukocyte-fraction',
      message:
        'This release has no leukocyte fraction: shares of leukocytes and shares of all cells cannot be brought to one scale.',
    })
  if (!grouping)
    warnings.push({ code: 'no-groups', message: 'Without groups there is no direction to agree on.' })
  return warnings
}
