import { readFile, readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
  validate,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { printedSchema } from '../../api/printSchema.ts'
import { schema } from '../../api/schema.ts'

const root = resolve(import.meta.dirname, '../..')

/** Everything in the contract that has no description in words. */
function undescribed(): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
    .flatMap((type) => {
      const missing: [string, string | null | undefined][] = [[type.name, type.description]]
      if (isEnumType(type))
        for (const value of type.getValues()) missing.push([`${type.name}.${value.name}`, value.description])
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields()))
          missing.push([`${type.name}.${field.name}`, field.description])
      if (isObjectType(type) || isInterfaceType(type))
        for (const field of Object.values(type.getFields())) {
          missing.push([`${type.name}.${field.name}`, field.description])
          for (const argument of field.args)
            missing.push([`${type.name}.${field.name}(${argument.name})`, argument.description])
        }
      return missing.filter(([, words]) => !words || words.trim().length < 3).map(([name]) => name)
    })
}

describe('the contract', () => {
  it('is printed beside the program', async () => {
    const committed = await readFile(resolve(root, 'api/schema.graphql'), 'utf8')
    expect(printedSchema(), 'run `npm run schema` and commit api/schema.graphql').toBe(committed)
  })

  it('has a description on every type, field, argument and value', () => {
    expect(undescribed()).toEqual([])
  })

  it('changes nothing but saved claims and groups, import folders and scorings, and streams nothing but the specification curve', () => {
    const fields = (type: { getFields(): Record<string, unknown> } | null | undefined): string[] =>
      Object.keys(type?.getFields() ?? {}).sort()
    expect(fields(schema.getMutationType())).toEqual([
      'answerImport',
      'beginImport',
      'cancelImport',
      'cancelScoring',
      'correctImport',
      'mapImport',
      'recogniseImport',
      'removeClaim',
      'removeGroup',
      'removeImport',
      'removeImportFile',
      'saveClaim',
      'saveGroup',
      'scoreCohort',
      'startImport',
    ])
    expect(fields(schema.getSubscriptionType())).toEqual(['robustness'])
  })

  it('answers every query that the web pages ask', async () => {
    const folder = resolve(root, 'web')
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.graphql'))
    // a fragment of one page stands in the query of another
    expect(files.length).toBeGreaterThan(20)
    const texts = await Promise.all(files.map((file) => readFile(resolve(folder, file), 'utf8')))
    const errors = validate(schema, parse(texts.join('\n')))
    expect(errors.map((error) => error.message)).toEqual([])
  })
})
