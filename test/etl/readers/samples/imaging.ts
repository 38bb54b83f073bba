import type { Sample } from './sample.ts'
import { csv } from './sample.ts'

const pyradiomics = [
  'original_shape_Sphericity',
  'original_firstorder_Mean',
  'wavelet-LLH_glcm_Contrast',
  'log-sigma-1-0-mm-3D_ngtdm_Busyness',
]

export const imagingSamples: readonly Sample[] = [
  {
    name: 'lesions.csv',
    content: csv(
      [
        'diagnostics_Versions_PyRadiomics',
        'diagnostics_Mask-original_Spacing',
        ...pyradiomics,
        'identifier',
        'mask_idx',
      ],
      ['v3.0.1', '"(0.97, 0.97, 2.5)"', 0.5, 100, 2, 0.1, 'p1', 1],
      ['v3.0.1', '"(0.97, 0.97, 2.5)"', 0.6, 110, 2, 0.2, 'p1', 2],
    ),
    format: 'pyradiomics-csv',
    certainty: 'sure',
    parts: [{ settings: { idColumn: 'identifier' } }],
    ids: ['p1', 'p1'],
    value: ['p1', 'original_firstorder_Mean', 100],
  },
  {
    // saved by a spreadsheet: byte order mark, semicolons, a junk column, versions turned into dates, diagnostics last
    name: 'damaged.csv',
    content: `\ufeffColumn1;Patient;${pyradiomics.join(';')};diagnostics_Versions_PyRadiomics\r\n1;p1;0.5;100;2;0.1;02/03/2001\r\n2;p2;0.6;90;3;0.1;02/03/2001\r\n`,
    format: 'pyradiomics-csv',
    certainty: 'sure',
    parts: [{ settings: { idColumn: 'Patient' } }],
    ids: ['p1', 'p2'],
    value: ['p2', 'original_firstorder_Mean', 90],
  },
  {
    name: 'mirp.csv',
    content: csv(
      [
        'sample_name',
        'image_modality',
        'image_voxel_size_x',
        'image_file_name',
        'morph_volume',
        'stat_mean',
        'cm_joint_max_d1_2d_avg_fbn_n32',
        'ivh_v10',
        'log_s1.0_stat_mean',
      ],
      ['p1', 'ct', 1, '/x/p1.nii', 1200.5, 50, 0.1, 0.9, 3],
    ),
    format: 'mirp',
    certainty: 'sure',
    parts: [{ settings: {} }],
    ids: ['p1'],
    value: ['p1', 'morph_volume', 1200.5],
  },
  {
    name: 'worc.csv',
    content: csv(
      [
        'Patient',
        'label',
        'PREDICT_original_sf_compactness_avg_2.5D',
        'PREDICT_original_hf_mean',
        'PREDICT_original_tf_GLCM_contrast',
        'PyRadiomics_original_shape_Sphericity',
        'PREDICT_original_vf_mean',
      ],
      ['p1', 1, 0.4, 30, 2, 0.7, 1],
    ),
    format: 'worc',
    certainty: 'sure',
    parts: [{ settings: {} }],
    ids: ['p1'],
    value: ['p1', 'label', '1'],
  },
  {
    name: 'features.csv',
    content: csv(
      ['patient_id', 'lesion', 'a', 'b', 'c', 'd', 'e', 'f'],
      ['p1', 'l1', 1.5, 2.5, 3.5, 4.5, 1.5, 2.5],
      ['p2', 'l2', 1.5, 2, 3, 4.25, 1.5, 2.5],
    ),
    format: 'feature-table',
    certainty: 'plain',
    parts: [{ settings: { text: ['lesion'] } }],
    ids: ['p1', 'p2'],
    value: ['p2', 'd', 4.25],
  },
  {
    name: 'scores.csv',
    content: csv(
      [
        'case_submitter_id',
        'ITH_proba',
        'ITH_label',
        'GTR_proba',
        'GTR_label',
        'IntegratedIndex',
        'Inte_label',
      ],
      ['p1', 0.3, 1, 0.4, 1, 0.35, 1],
      ['p2', 0.7, 0, 0.8, 0, 0.75, 0],
    ),
    format: 'score-table',
    certainty: 'sure',
    parts: [{ settings: { gtr: 'GTR_proba', ith: 'ITH_proba' } }],
    ids: ['p1', 'p2'],
    value: ['p2', 'Inte_label', '0'],
  },
]
