import { decodeBlock } from '../../db/read/storedBlock.ts'
import type { StoredBlock } from '../../db/read/storedBlock.ts'
import { associate } from '../../science/radiogenomics/associate.ts'
import type { AssociateInput, Associations } from '../../science/radiogenomics/associate.ts'
import type { ColumnBlock } from '../../science/radiogenomics/columnBlock.ts'

/** Columns in memory, or as they came from the database, which are decoded where they are used. */
export type BlockGiven = { kind: 'columns'; block: ColumnBlock } | { kind: 'stored'; block: StoredBlock }

export interface AssociateStoredInput extends Omit<AssociateInput, 'x' | 'y'> {
  x: BlockGiven
  y: BlockGiven
}

function columns(given: BlockGiven): ColumnBlock {
  return given.kind === 'columns' ? given.block : decodeBlock(given.block)
}

/** `associate` on what was read, decoded on the thread. */
export function associateStored({ x, y, ...rest }: AssociateStoredInput): Associations {
  return associate({ ...rest, x: columns(x), y: columns(y) })
}

/** Pairs that take about as long as starting a thread does. */
const few = 300

export function isLong({ x, y, method }: AssociateStoredInput): boolean {
  if (x.kind === 'stored' || y.kind === 'stored' || method === 'kendall') return true
  return x.block.count * y.block.count > few
}
