import { squashed } from '../recognise/looks.ts'
import { methodReader } from './immuneShapes.ts'

const rows = ['monocyticlineage', 'cytotoxiclymphocytes', 'myeloiddendriticcells', 'fibroblasts']

export const mcpCounter = methodReader({
  format: 'mcp-counter',
  describes: 'MCP-counter: ten populations in rows (or columns), samples the other way.',
  name: 'MCP-counter',
  methodKey: 'mcp-counter',
  samples: 'columns',
  isCells: (names) => {
    const there = new Set(names.map(squashed))
    return names.length <= 11 && rows.every((name) => there.has(name))
  },
})
