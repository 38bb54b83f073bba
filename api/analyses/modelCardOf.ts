import { readModelCard, readRiskModelsOf } from '../../db/read/riskModels.ts'
import type { RiskModelRow } from '../../db/read/riskModels.ts'
import { readRelease } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import { cardFormat } from '../../science/radiogenomics/modelCard.ts'
import type { ModelCard } from '../../science/radiogenomics/modelCard.ts'
import type { Context } from '../context.ts'

/** The stored model of an id, `<release>/<key>`. @throws InvalidInput there is none */
export async function requiredModel(context: Context, id: string, field = 'model'): Promise<RiskModelRow> {
  const [, hash = '', key = ''] = /^([^/]+)\/(.+)$/.exec(id) ?? []
  const home = hash === '' ? null : await readRelease(context.db, hash)
  const models = home?.shortId === hash ? await readRiskModelsOf(context.db, home.id) : []
  const model = models.find((candidate) => candidate.key === key)
  if (!model) throw new InvalidInput(field, id, 'the id of a stored model, see riskModels')
  return model
}

/** The whole card of a model; null where only the constants of its score are stored. */
export async function cardOf(context: Context, model: RiskModelRow): Promise<ModelCard | null> {
  if (!model.hasCard) return null
  const card = await readModelCard(context.db, model.releaseId, model.key)
  return card ? parseCard(card) : null
}

/** What the import checked and wrote. */
function parseCard(stored: Readonly<Record<string, unknown>>): ModelCard {
  if (stored['format'] !== cardFormat) throw new Error('a stored card of another format')
  return stored as unknown as ModelCard
}

/** Key of the layer that holds a model's scores: the one that its inputs stand in. */
export function scoreLayerOf({ inputs, key }: Pick<RiskModelRow, 'inputs' | 'key'>): string {
  return /^score:([^/]+)\//.exec(inputs[0] ?? '')?.[1] ?? key
}
