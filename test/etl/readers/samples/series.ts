import type { Sample } from './sample.ts'
import { csv } from './sample.ts'

const uid = '1.3.6.1.4.1.14519.5.2.1'

export const seriesSamples: readonly Sample[] = [
  {
    name: 'series.json',
    content: JSON.stringify([
      {
        PatientID: 'P1',
        StudyInstanceUID: `${uid}.1`,
        SeriesInstanceUID: `${uid}.1.1`,
        Modality: 'CT',
        ImageCount: 80,
      },
      {
        PatientID: 'P1',
        StudyInstanceUID: `${uid}.1`,
        SeriesInstanceUID: `${uid}.1.2`,
        Modality: 'SEG',
        Manufacturer: 'GE',
      },
    ]),
    companions: {
      tcia: `downloadServerUrl=https://x.org\nincludeAnnotation=true\nmanifestVersion=3.0\nListOfSeriesToDownload=\nSeries ID\n${uid}.1.1\n`,
    },
    format: 'nbia-series',
    certainty: 'sure',
    parts: [{ settings: { json: true } }],
    ids: ['P1'],
    value: ['P1', 'ImageCount', '80'],
  },
  {
    name: 'series.csv',
    content: csv(
      ['SeriesInstanceUID', 'StudyInstanceUID', 'Modality', 'PatientID', 'Manufacturer'],
      [`${uid}.1.1`, `${uid}.1`, 'CT', 'P1', ''],
    ),
    format: 'nbia-series',
    certainty: 'sure',
    parts: [{}],
    ids: ['P1'],
    value: ['P1', 'Manufacturer', null],
  },
  {
    name: 'metadata.csv',
    content: csv(
      ['Series UID', 'Collection', 'Subject ID', 'Study UID', 'Modality'],
      [`${uid}.1.1`, 'TCGA-LIHC', 'P1', `${uid}.1`, 'CT'],
    ),
    format: 'nbia-metadata',
    certainty: 'sure',
    parts: [{}],
    ids: ['P1'],
    value: ['P1', 'Modality', 'CT'],
  },
  {
    name: 'aimi.csv',
    content: csv(
      ['Reviewer', 'PatientID', 'StudyInstanceUID', 'SeriesInstanceUID', 'AISegmentation', 'LikertScore'],
      ['rad1', 'P1', `${uid}.1`, `${uid}.1.1`, 'a.dcm', 5],
    ),
    format: 'aimi-ct-series',
    certainty: 'sure',
    parts: [{}],
    ids: ['P1'],
    value: ['P1', 'LikertScore', 5],
  },
]
