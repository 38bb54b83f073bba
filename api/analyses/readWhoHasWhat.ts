import { readPatientsWithCt } from '../../db/read/ctSeries.ts'
import { readLayers } from '../../db/read/layers.ts'
import type { LayerRow } from '../../db/read/layers.ts'
import { readPatientIds } from '../../db/read/patients.ts'
import { countMeasures, readPatientsWithNumbers } from '../../db/read/patientsWithNumbers.ts'
import type { Session } from '../../db/client.ts'
import { whoHasWhat } from '../../science/radiogenomics/whoHasWhat.ts'
import type { PatientSet } from '../../science/radiogenomics/whoHasWhat.ts'

export interface WhoHasWhatAnswer {
  sets: { key: string; label: string; n: number }[]
  /** submitter ids */
  combinations: { sets: string[]; patients: string[] }[]
}

interface SetOfLayers {
  key: string
  label: string
  belongs: (layer: LayerRow, measures: number) => boolean
}

/** As the counts of a release are made; what is measured by one number, e.g. a leukocyte fraction, is no composition. */
const sets: readonly SetOfLayers[] = [
  { key: 'imaging', label: 'Imaging features', belongs: ({ kind }) => kind === 'imaging' },
  { key: 'score', label: 'Model score', belongs: ({ kind }) => kind === 'score' },
  { key: 'rna', label: 'RNA expression', belongs: ({ kind }) => kind === 'expression' },
  {
    key: 'immune',
    label: 'Immune fractions',
    belongs: ({ kind }, measures) => kind === 'immune' && measures > 1,
  },
  { key: 'outcome', label: 'Outcome', belongs: ({ kind }) => kind === 'outcome' },
  { key: 'response', label: 'Response', belongs: ({ kind }) => kind === 'response' },
  { key: 'clinical', label: 'Clinical data', belongs: ({ kind }) => kind === 'clinical' },
]

async function setOf(
  db: Session,
  layers: readonly LayerRow[],
  patients: number,
  { key, label, belongs }: SetOfLayers,
): Promise<PatientSet | null> {
  const measures = await Promise.all(
    layers.map(async ({ id, kind }) => (kind === 'immune' ? await countMeasures(db, id) : 0)),
  )
  const own = layers.filter((layer, i) => belongs(layer, measures[i] ?? 0))
  if (own.length === 0) return null
  const has = await Promise.all(own.map((layer) => readPatientsWithNumbers(db, layer, patients)))
  return { key, label, has: Array.from({ length: patients }, (_, p) => has.some((one) => one[p] === true)) }
}

/** Who has what of a release, patient by patient; kinds of which it has nothing are no set. */
export async function readWhoHasWhat(db: Session, releaseId: number): Promise<WhoHasWhatAnswer> {
  const [ids, layers, imaged] = await Promise.all([
    readPatientIds(db, releaseId),
    readLayers(db, releaseId),
    readPatientsWithCt(db, releaseId),
  ])
  const withSeries = new Set(imaged)
  const found = await Promise.all(sets.map((one) => setOf(db, layers, ids.length, one)))
  const series = { key: 'ct', label: 'CT or other series', has: ids.map((_, p) => withSeries.has(p)) }
  const all = [...(withSeries.size > 0 ? [series] : []), ...found.filter((one) => one !== null)]
  const { sets: counted, combinations } = whoHasWhat(all, ids.length)
  return {
    sets: counted,
    combinations: combinations.map(({ sets: keys, patients }) => ({
      sets: keys,
      patients: patients.map((place) => ids[place] ?? ''),
    })),
  }
}
