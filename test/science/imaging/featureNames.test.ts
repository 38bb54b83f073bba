import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseFeatureColumn, pyradiomicsName } from '../../../science/imaging/featureColumn.ts'
import { featureLabel } from '../../../science/imaging/featureLabel.ts'
import { featureNames } from '../../../science/imaging/featureNames.ts'
import { hasRealData, realData } from '../../shared.ts'

describe('names of radiomics features', () => {
  it('107 of pyradiomics, none twice; every code once but those of the intensity–volume histogram', () => {
    const retired = new Set([
      'shape_Compactness1',
      'shape_Compactness2',
      'shape_SphericalDisproportion',
      'glcm_SumVariance',
      'glcm_Dissimilarity',
      'gldm_GrayLevelNonUniformityNormalized',
      'gldm_DependencePercentage',
    ])
    const own = featureNames.flatMap(({ pyradiomics }) => pyradiomics ?? [])
    expect(new Set(own).size).toBe(own.length)
    expect(own.filter((name) => !retired.has(name))).toHaveLength(107)
    const stems = featureNames.flatMap(({ mirp }) => mirp ?? [])
    expect(new Set(stems).size).toBe(stems.length)
    const codes = featureNames.flatMap(({ ibsi, family }) =>
      family === 'volumeHistogram' ? [] : (ibsi ?? []),
    )
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('recognises columns of both tools, and the longest stem wins', () => {
    const stem = (column: string) => parseFeatureColumn(column)?.feature.ibsi
    expect(stem('cm_inv_diff_mom_norm_d1.0_3d_v_mrg_fbs_w16.0')).toBe('1QCO')
    expect(stem('cm_inv_diff_mom_d1.0_3d_v_mrg_fbs_w16.0')).toBe('WF0Z')
    expect(stem('cm_inv_diff_d1_2d_avg_fbn_n32')).toBe('IB1Z')
    expect(parseFeatureColumn('wavelet-LLH_glcm_Idm')).toMatchObject({
      tool: 'pyradiomics',
      image: 'wavelet-LLH',
    })
    expect(parseFeatureColumn('ngl_ldlge_d1_a0.0_3d_fbs_w16.0')?.settings).toBe('d1_a0.0_3d_fbs_w16.0')
    expect(parseFeatureColumn('log_s1.0_stat_mean')).toMatchObject({ tool: 'mirp', image: 'log_s1.0' })
    expect(pyradiomicsName('cm_joint_var_d1_3d_v_mrg_fbs_w16.0')).toBe('original_glcm_SumSquares')
    expect(pyradiomicsName('original_glcm_SumSquares')).toBe('original_glcm_SumSquares')
    expect(pyradiomicsName('dzm_sde_3d_fbs_w16.0')).toBeNull()
    for (const column of [
      'original_glcm_Nonsense',
      'image_voxel_size_x',
      'stat_',
      'diagnostics_Versions_Python',
      '',
    ])
      expect(parseFeatureColumn(column)).toBeNull()
  })

  it('a column is named as a paper names it, and no two columns of a tool alike', () => {
    expect(featureLabel('original_glcm_Idm')).toBe('Inverse difference moment (GLCM)')
    expect(featureLabel('wavelet-LLH_firstorder_10Percentile')).toBe(
      '10th percentile (first-order, wavelet-LLH)',
    )
    expect(featureLabel('original_gldm_DependenceEntropy')).toBe('Dependence count entropy (GLDM)')
    expect(featureLabel('ngl_dc_entr_d1_a0.0_3d_fbs_w16.0')).toBe(
      'Dependence count entropy (NGLDM, d1 a0.0 3d fbs w16.0)',
    )
    expect(featureLabel('E1_K6')).toBeNull()
    expect(featureLabel('')).toBeNull()
    for (const tool of ['pyradiomics', 'mirp'] as const) {
      const labels = featureNames.flatMap((feature) => {
        const name = feature[tool]
        return name === null ? [] : (featureLabel(tool === 'mirp' ? name : `original_${name}`) ?? 'none')
      })
      expect(labels).not.toContain('none')
      // a label that says less than its column would make two features one in a table
      expect(labels.filter((label, i) => labels.indexOf(label) !== i)).toEqual([])
    }
  })

  it.skipIf(!hasRealData)(
    'knows every feature of a real table, and its codes are those of pyradiomics’ table',
    () => {
      const header =
        readFileSync(resolve(realData, 'hcc-tace-seg/radiomics.csv'), 'utf8').split('\n')[0] ?? ''
      const columns = header.split(',').filter((name) => name.startsWith('original_'))
      expect(columns.length).toBe(107)
      expect(columns.filter((column) => parseFeatureColumn(column.trim()) === null)).toEqual([])
      const codes = readFileSync(resolve(realData, 'pyradiomics/featuresDict_IBSIv7.tsv'), 'utf8')
        .split('\n')
        .slice(1)
      // their table gives these the codes of another family, or files them under another class
      const theirSlips = /^glcm_(Small|Large)Area|^glszm_(Low|High)Grey|ZoneSize(Variance|Entropy)/
      let compared = 0
      for (const line of codes) {
        const [, code = '', family = '', name = ''] = line.split('\t')
        const column = `${family}_${name}`
        if (name === '' || theirSlips.test(column)) continue
        compared += 1
        const known = featureNames.find(
          ({ pyradiomics }) => pyradiomics?.toLowerCase() === column.toLowerCase(),
        )
        expect([column, known?.ibsi]).toEqual([column, code])
      }
      expect(compared).toBeGreaterThan(85)
    },
  )
})
