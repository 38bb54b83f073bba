/*
 * Three planted cohorts as the API would answer them: one that has everything (simulated), one real without imaging
 * features, one real without an immune layer.
 */

import { grouping, layer, release, type MockRelease } from './mockRelease.ts'

const clinical = (patients: number) =>
  layer({
    ref: 'clinical:gdc',
    kind: 'CLINICAL',
    label: 'Clinical data (GDC)',
    unit: '',
    method: 'GDC clinical export 2025',
    variableCount: 14,
    patientCount: patients,
  })
const outcome = (patients: number) =>
  layer({
    ref: 'outcome:cdr',
    kind: 'OUTCOME',
    label: 'TCGA-CDR endpoints',
    unit: 'days',
    method: 'Liu 2018',
    variableCount: 4,
    patientCount: patients,
  })
const cibersort = (patients: number, passing: number) =>
  layer({
    ref: 'immune:cibersort-lm22',
    kind: 'IMMUNE',
    label: 'CIBERSORT (LM22), relative',
    unit: 'share of leukocytes',
    method: 'CIBERSORT 1.04, 100 permutations, no quantile normalisation',
    variableCount: 22,
    patientCount: patients,
    passing,
  })
const quantiseq = (patients: number) =>
  layer({
    ref: 'immune:quantiseq',
    kind: 'IMMUNE',
    label: 'quanTIseq',
    unit: 'share of all cells',
    method: 'quanTIseq (TIL10)',
    variableCount: 11,
    patientCount: patients,
  })
const expression = (patients: number) =>
  layer({
    ref: 'expression:tpm',
    kind: 'EXPRESSION',
    label: 'Gene expression',
    unit: 'log2(TPM + 1)',
    method: 'STAR counts',
    variableCount: 60_660,
    patientCount: patients,
  })
const radiomics = (patients: number) =>
  layer({
    ref: 'imaging:gtr',
    kind: 'IMAGING',
    label: 'Global tumour radiomics',
    unit: '',
    method: 'pyradiomics 3.1.0',
    variableCount: 107,
    patientCount: patients,
  })
const score = (patients: number) =>
  layer({
    ref: 'score:gtr-ith',
    kind: 'SCORE',
    label: 'GTR-ITH score',
    unit: '',
    method: 'first principal component of GTR and ITH probabilities',
    variableCount: 3,
    patientCount: patients,
  })

const none = {
  patientsWithCt: 0,
  patientsWithImaging: 0,
  patientsWithRna: 0,
  patientsWithImmune: 0,
  patientsWithImagingAndImmune: 0,
  patientsWithOutcome: 0,
  patientsWithScore: 0,
}

function cohort(fields: Record<string, unknown> & { slug: string; releases: MockRelease[] }) {
  const { releases } = fields
  const whole = { citations: [] as string[], ...fields, release: releases.find((one) => one.current) }
  for (const one of releases) one.cohort = whole
  return whole
}

function demonstration() {
  const counts = {
    ...none,
    patients: 160,
    patientsWithCt: 160,
    patientsWithImaging: 158,
    patientsWithRna: 148,
    patientsWithImmune: 148,
    patientsWithImagingAndImmune: 139,
    patientsWithOutcome: 155,
    patientsWithScore: 158,
  }
  const layers = [
    cibersort(148, 61),
    quantiseq(148),
    expression(148),
    radiomics(158),
    score(158),
    clinical(160),
    outcome(155),
  ]
  return cohort({
    slug: 'demonstration',
    title: 'Demonstration cohort',
    description: 'Written by a seeded generator in real file formats, with planted effects.',
    disease: 'hepatocellular carcinoma (simulated)',
    imaging: 'CT before TACE',
    simulated: true,
    licence: 'CC0',
    releases: [
      release({
        id: 'd3m0aaaabbbb',
        number: 2,
        createdAt: '2026-11-23T20:00:00Z',
        current: true,
        counts,
        layers,
        excluded: 12,
        groupings: [
          grouping('GTR-ITH risk groups', {
            kind: 'RISK_MODEL',
            model: 'demonstration-gtr-ith',
            score: 'score:gtr-ith/score',
          }),
          grouping('Sex', { kind: 'CATEGORIES', variable: 'clinical:gdc/sex' }),
        ],
      }),
      release({
        id: 'd3m0oldoldol',
        number: 1,
        createdAt: '2026-11-20T08:30:00Z',
        current: false,
        counts: { ...counts, patients: 159 },
        layers,
        excluded: 13,
      }),
    ],
  })
}

function tcgaLihc() {
  const counts = {
    ...none,
    patients: 377,
    patientsWithCt: 37,
    patientsWithRna: 371,
    patientsWithImmune: 371,
    patientsWithImagingAndImmune: 0,
    patientsWithOutcome: 376,
  }
  return cohort({
    slug: 'tcga-lihc',
    title: 'TCGA-LIHC',
    description: 'Liver hepatocellular carcinoma of The Cancer Genome Atlas.',
    disease: 'hepatocellular carcinoma',
    imaging: null,
    simulated: false,
    licence: 'GDC open access; TCIA CC BY 3.0',
    citations: [
      'Cancer Genome Atlas Research Network. Cell 2017;169:1327–1341.',
      'Erickson BJ et al. TCIA 2016, doi:10.7937/K9/TCIA.2016.IMMQW8UQ-with-a-very-long-ending-that-has-no-space',
    ],
    releases: [
      release({
        id: '11hcaaaabbbb',
        number: 1,
        createdAt: '2026-11-23T21:00:00Z',
        current: true,
        counts,
        groupings: [grouping('Stage', { kind: 'CATEGORIES', variable: 'clinical:gdc/stage' })],
        layers: [cibersort(371, 54), quantiseq(363), clinical(377), outcome(376)],
        excluded: 640,
      }),
    ],
  })
}

function hccTace() {
  const counts = {
    ...none,
    patients: 105,
    patientsWithCt: 105,
    patientsWithImaging: 104,
    patientsWithOutcome: 105,
  }
  return cohort({
    slug: 'hcc-tace-seg',
    title: 'HCC-TACE-Seg',
    description: 'CT before and after transarterial chemoembolisation.',
    disease: 'hepatocellular carcinoma',
    imaging: 'CT before TACE',
    simulated: false,
    licence: 'CC BY 4.0',
    releases: [
      release({
        id: 'tacebbbbcccc',
        number: 1,
        createdAt: '2026-11-23T21:05:00Z',
        current: true,
        counts,
        layers: [radiomics(104), clinical(105)],
        excluded: 1,
      }),
    ],
  })
}

export function mockCohorts() {
  return [demonstration(), tcgaLihc(), hccTace()]
}
