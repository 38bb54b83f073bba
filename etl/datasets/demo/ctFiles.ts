import type { SimulatedPatient } from './patients.ts'
import { RandomStream } from './random.ts'
import { csv } from './text.ts'

const header = [
  'Reviewer',
  'Validation',
  'Collection',
  'PatientID',
  'StudyDate',
  'StudyDate_suffix',
  'StudyInstanceUID',
  'SeriesInstanceUID',
  'AISegmentation',
  'LikertScore',
  'CommentsAboutAISegmentation',
  'CommentsAboutScan',
  'CorrectedSegmentation',
]

/** The table of CT series in the layout of a published segmentation review; one to three series per patient, one study. */
export function ctSeriesTable(seed: number, patients: readonly SimulatedPatient[]): string {
  const rows = patients
    .filter((patient) => patient.hasCt)
    .flatMap((patient) => {
      const random = new RandomStream(seed, `ct/${patient.id}`)
      const study = random.dicomUid()
      const date = `20${random.whole(1, 9).toString().padStart(2, '0')}${String(random.whole(1, 12)).padStart(2, '0')}${String(random.whole(1, 28)).padStart(2, '0')}`
      return Array.from({ length: random.whole(1, 3) }, (_, index) => {
        const name = `${patient.id}_${date}_${index}.seg.dcm`
        const good = random.chance(0.7)
        return [
          'simulated',
          'TRUE',
          'sim-lihc',
          patient.id,
          date,
          String(index),
          study,
          random.dicomUid(),
          `ai_${name}`,
          good ? '5' : '4',
          good ? 'no corrections to segmentation' : '',
          '',
          good ? '' : `simulated_${name}`,
        ]
      })
    })
  return csv(header, rows)
}
