import { InvalidInput } from '../../science/errors.ts'
import { cellType, displayOrder } from '../../science/immune/cellTypes.ts'
import { checkExpectations, publishedClaim } from '../../science/radiogenomics/claim.ts'
import type { Expectation } from '../../science/radiogenomics/claim.ts'
import type { ResolvedGrouping } from '../../science/radiogenomics/grouping.ts'

export interface ExpectationShape {
  cell: string
  direction: Expectation['direction']
}

/** The published expectations where none are given; in the vocabulary’s order, so that one question has one address. */
export function parseExpectations(given: readonly ExpectationShape[] | null | undefined): Expectation[] {
  const expectations = (given ?? publishedClaim.expectations).map(({ cell, direction }) => ({
    cell,
    direction,
  }))
  checkExpectations(expectations)
  for (const { cell } of expectations)
    if (!cellType(cell))
      throw new InvalidInput(
        'expectations.cell',
        cell,
        'the key of a cell, as macrophage_m1: a layer’s variables have them',
      )
  const order = displayOrder(expectations.map(({ cell }) => cell))
  return expectations.sort((a, b) => order.indexOf(a.cell) - order.indexOf(b.cell))
}

/** @throws InvalidInput there are not exactly two groups */
export function twoGroups({ groups }: ResolvedGrouping): readonly [string, string] {
  const [first, second] = groups
  if (groups.length !== 2 || !first || !second)
    throw new InvalidInput(
      'grouping',
      `${groups.length} groups`,
      'two groups: expectations are about one against the other',
    )
  return [first.label, second.label]
}
