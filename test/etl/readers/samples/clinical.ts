import type { Sample } from './sample.ts'
import { csv, tsv } from './sample.ts'

export const clinicalSamples: readonly Sample[] = [
  {
    name: 'clinical.tsv',
    content: tsv(
      [
        'case_id',
        'case_submitter_id',
        'project_id',
        'age_at_index',
        'days_to_death',
        'vital_status',
        'days_to_last_follow_up',
      ],
      ['u1', 'TCGA-AA-0001', 'TCGA-LIHC', 60, "'--", 'Alive', 300],
      ['u1', 'TCGA-AA-0001', 'TCGA-LIHC', 60, "'--", 'Alive', 300],
    ),
    format: 'gdc-clinical-old',
    certainty: 'sure',
    parts: [{}],
    ids: ['TCGA-AA-0001', 'TCGA-AA-0001'],
    value: ['TCGA-AA-0001', 'days_to_death', NaN],
  },
  {
    name: 'gdc-2025.tsv',
    content: tsv(
      ['project.project_id', 'cases.submitter_id', 'demographic.days_to_death', 'demographic.vital_status'],
      ['TCGA-LIHC', 'TCGA-AA-0001', 40, 'Dead'],
    ),
    format: 'gdc-clinical',
    certainty: 'sure',
    parts: [{}],
    ids: ['TCGA-AA-0001'],
    value: ['TCGA-AA-0001', 'demographic.days_to_death', 40],
  },
  {
    name: 'survival.txt',
    content: tsv(
      ['sample', '_PATIENT', 'OS', 'OS.time', 'Redaction'],
      ['TCGA-2V-A95S-01', 'TCGA-2V-A95S', 0, '', ''],
    ),
    format: 'xena-survival',
    certainty: 'sure',
    parts: [{}],
    ids: ['TCGA-2V-A95S-01'],
    value: ['TCGA-2V-A95S-01', 'OS.time', NaN],
  },
  {
    name: 'data_clinical_patient.txt',
    content: `#Patient\tOverall Survival Status\tMonths\tSex\n#Identifier\tStatus\tMonths\tSex\n#STRING\tSTRING\tNUMBER\tSTRING\n#1\t1\t1\t1\n${tsv(['PATIENT_ID', 'OS_STATUS', 'OS_MONTHS', 'SEX'], ['P1', '1:DECEASED', 12.5, 'Male'])}`,
    format: 'cbioportal-clinical',
    certainty: 'sure',
    parts: [{ settings: { numbers: ['OS_MONTHS'] } }],
    ids: ['P1'],
    value: ['P1', 'OS_MONTHS', 12.5],
  },
  {
    name: 'export.csv',
    content: csv(
      ['Study ID', 'Patient ID', 'Sample ID', 'Overall Survival (Months)', 'Overall Survival Status'],
      ['lihc', 'P1', 'P1-01', 12.5, '0:LIVING'],
    ),
    format: 'cbioportal-export',
    certainty: 'sure',
    parts: [{}],
    ids: ['P1'],
    value: ['P1', 'Overall Survival (Months)', 12.5],
  },
  {
    name: 'plain.csv',
    content: csv(['patient', 'sex', 'stage'], ['p1', 'M', 'I'], ['p2', 'F', 'II']),
    format: 'clinical-table',
    certainty: 'plain',
    parts: [{ settings: {} }],
    ids: ['p1', 'p2'],
    value: ['p2', 'stage', 'II'],
  },
]
