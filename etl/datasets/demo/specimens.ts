import type { SimulatedPatient } from './patients.ts'
import { RandomStream } from './random.ts'

/** One RNA aliquot. `chosen` states the Firehose rule's answer as it was planted, not as the importer computes it. */
export interface SimulatedAliquot {
  barcode: string
  patient: SimulatedPatient
  tissue: 'primary' | 'recurrent' | 'normal'
  chosen: boolean
  fileId: string
  fileName: string
}

type Plan = readonly { sample: string; portion: string; plate: string; chosen: boolean }[]

const primary: Plan = [{ sample: '01A', portion: '11R', plate: 'A001', chosen: true }]
const normalOf = { sample: '11A', portion: '11R', plate: 'A001', chosen: false }

/** Patients (by place in the cohort) whose RNA is unusual; everybody else has one primary aliquot. */
const special: ReadonlyMap<number, { name: string; plan: Plan }> = new Map([
  [
    6,
    {
      name: 'two aliquots, the higher plate stands',
      plan: [
        { sample: '01A', portion: '11R', plate: 'A001', chosen: false },
        { sample: '01A', portion: '11R', plate: 'B002', chosen: true },
      ],
    },
  ],
  [
    47,
    {
      name: 'two aliquots on one plate, the higher barcode stands',
      plan: [
        { sample: '01A', portion: '11R', plate: 'A001', chosen: false },
        { sample: '01A', portion: '12R', plate: 'A001', chosen: true },
      ],
    },
  ],
  [
    71,
    {
      name: 'vial A and vial B, vial A stands',
      plan: [
        { sample: '01A', portion: '11R', plate: 'A001', chosen: true },
        { sample: '01B', portion: '11R', plate: 'A001', chosen: false },
      ],
    },
  ],
  [
    110,
    {
      name: 'analytes R and H, analyte H stands',
      plan: [
        { sample: '01A', portion: '11R', plate: 'B002', chosen: false },
        { sample: '01A', portion: '11H', plate: 'A001', chosen: true },
      ],
    },
  ],
  [15, { name: 'a recurrence beside the primary', plan: [...primary, recurrence()] }],
  [98, { name: 'a recurrence beside the primary', plan: [...primary, recurrence()] }],
  [133, { name: 'only a recurrence', plan: [recurrence()] }],
  [29, { name: 'only a normal', plan: [normalOf] }],
  [64, { name: 'only a normal', plan: [normalOf] }],
  [119, { name: 'only a normal', plan: [normalOf] }],
])

function recurrence(): Plan[number] {
  return { sample: '02A', portion: '11R', plate: 'A001', chosen: false }
}

function planOf(index: number): Plan {
  const found = special.get(index)
  if (found) return found.plan
  if (index % 8 === 3) return []
  return index % 9 === 5 ? [...primary, normalOf] : primary
}

export function specialPatients(demo: readonly SimulatedPatient[]): { name: string; patient: string }[] {
  return [...special].map(([index, { name }]) => ({ name, patient: demo[index]?.id ?? '' }))
}

export function simulateAliquots(seed: number, demo: readonly SimulatedPatient[]): SimulatedAliquot[] {
  return demo.flatMap((patient, index) =>
    planOf(index).map((entry) => {
      const barcode = `${patient.id}-${entry.sample}-${entry.portion}-${entry.plate}-07`
      const random = new RandomStream(seed, `file/${barcode}`)
      return {
        barcode,
        patient,
        tissue: tissueOf(entry.sample),
        chosen: entry.chosen,
        fileId: random.uuid(),
        fileName: `${random.uuid()}.rna_seq.augmented_star_gene_counts.tsv`,
      }
    }),
  )
}

function tissueOf(sample: string): SimulatedAliquot['tissue'] {
  if (sample.startsWith('11')) return 'normal'
  return sample.startsWith('02') ? 'recurrent' : 'primary'
}
