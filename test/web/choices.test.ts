import { describe, expect, it } from 'vitest'
import type { ComparisonSettingFragment } from '../../web/gql/generated/graphql.ts'
import { resolveChoices } from '../../web/sections/RiskGroupComparison/choices.ts'

type Layer = ComparisonSettingFragment['layers'][number]

/** Only what the choice reads. */
function layer(ref: string, variableCount: number, quality: object | null = null, kind = 'IMMUNE'): Layer {
  return { ref, kind, variableCount, quality } as Layer
}

function methodOf(layers: readonly Layer[], method?: string): string | null {
  const setting = { layers, suggestedGroupings: [] } as unknown as ComparisonSettingFragment
  return resolveChoices(setting, method === undefined ? {} : { method }).method
}

describe('the method that a comparison opens with', () => {
  const abrs = layer('immune:abrs', 1)
  const epic = layer('immune:epic', 8)
  const cibersort = layer('immune:cibersort', 22, { variable: 'p_value' })

  it('is the first that says how far each sample can be trusted', () => {
    expect(methodOf([abrs, epic, cibersort])).toBe('immune:cibersort')
    expect(methodOf([layer('clinical:c', 9, {}, 'CLINICAL'), epic, cibersort])).toBe('immune:cibersort')
  })

  it('else the first that tells cells apart, else the first; none where there is none', () => {
    expect(methodOf([abrs, epic])).toBe('immune:epic')
    expect(methodOf([abrs])).toBe('immune:abrs')
    expect(methodOf([])).toBeNull()
  })

  it('is the one of the address where it names one', () => {
    expect(methodOf([abrs, epic, cibersort], 'immune:epic')).toBe('immune:epic')
  })
})
