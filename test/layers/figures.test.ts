import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { figureKindKeys } from '../../web/figure/figureKind.ts'
import { methodSentences } from '../../web/ui/methodSentences.ts'

/*
 * Rule 1 of the explorer for every plot that there is: it belongs to a kind of figures, and every kind has the one menu that holds
 * drawings, numbers, words, address, board and query. A plot without a kind, or a kind without a menu, fails here.
 */

const web = resolve(import.meta.dirname, '../../web')

interface Source {
  path: string
  text: string
  imports: Set<string>
}

async function sources(): Promise<Source[]> {
  const files = (await readdir(web, { recursive: true })).filter(
    (file) => /\.tsx?$/.test(file) && !file.startsWith('dist') && !file.includes('generated'),
  )
  return Promise.all(
    files.map(async (path) => {
      const text = await readFile(join(web, path), 'utf8')
      // a type says nothing of what is drawn
      const values = text.replaceAll(/import type [^]*?from '[^']+'/g, '')
      const named = [...values.matchAll(/from '(\.[^']+)'|import\('(\.[^']+)'\)/g)]
      const imports = new Set(named.map(([, one, other]) => join(dirname(path), one ?? other ?? '')))
      return { path, text, imports }
    }),
  )
}

/** All that a file brings along from the sections and pages, itself included. */
function broughtBy(start: Source, all: readonly Source[]): Set<string> {
  const found = new Set<string>()
  const visit = ({ imports }: Source): void => {
    for (const path of imports) {
      if (found.has(path)) continue
      found.add(path)
      const next = all.find((source) => source.path === path)
      if (next && !path.startsWith('plots/')) visit(next)
    }
  }
  visit(start)
  return found
}

const all = await sources()
const kinds = all.filter(({ path }) => path.endsWith('Kind.tsx'))

describe('every figure', () => {
  it('is drawn by a kind: a plot that is no part of another one belongs to one', () => {
    const plots = all.filter(
      ({ path, text }) =>
        path.startsWith('plots/') &&
        path.endsWith('.tsx') &&
        !/gallery/i.test(basename(path)) &&
        /export function [A-Z]\w*\([^]*?ReactElement/.test(text),
    )
    const isPart = ({ path }: Source): boolean =>
      all.some(
        (other) =>
          other.path.startsWith('plots/') &&
          !/gallery/i.test(basename(other.path)) &&
          other.imports.has(path),
      )
    const drawn = new Set(kinds.flatMap((kind) => [...broughtBy(kind, all)]))
    const whole = plots.filter((plot) => !isPart(plot))
    expect(whole.length).toBeGreaterThan(20)
    // the element around a plot, and the marks of patients over it: no plots themselves
    const frames = ['plots/Figure.tsx', 'plots/PatientMarks.tsx']
    expect(
      whole.map(({ path }) => path).filter((path) => !drawn.has(path) && !frames.includes(path)),
    ).toEqual([])
  })

  it('has a kind that a board can load', () => {
    const loaders = all.find(({ path }) => path === 'figure/kinds.ts')
    expect([...(loaders?.imports ?? [])].filter((path) => path.endsWith('Kind.tsx')).sort()).toEqual(
      kinds.map(({ path }) => path).sort(),
    )
    const keys = kinds.map(({ text }) => /key: '([^']+)'/.exec(text)?.[1])
    expect(keys.sort()).toEqual([...figureKindKeys].sort())
  })

  it('has the menu: each kind is handed to one', () => {
    for (const { path, text } of kinds) {
      const name = /export const (\w+Kind) = figureKind/.exec(text)?.[1] ?? path
      const users = all.filter((source) => source.imports.has(path) && source.path !== 'figure/kinds.ts')
      expect(
        users.some(
          (user) =>
            new RegExp(`kind(=\\{|: )${name}\\b`).test(user.text) &&
            /<(FigureMenu|FigurePanel)\b/.test(user.text),
        ) || users.some((user) => new RegExp(`kind: ${name}\\b`).test(user.text)),
        `${name} has no menu`,
      ).toBe(true)
    }
  })

  it('has no menu of its own making: files of figures are made in one place', () => {
    const users = (path: string): string[] =>
      all.filter((source) => source.imports.has(path)).map((source) => source.path)
    expect(users('figure/figureDownloads.ts')).toEqual(['figure/FigureMenu.tsx'])
    expect(users('figure/FigureSheet.tsx').sort()).toEqual([
      'figure/BoardSheet.tsx',
      'figure/panelFigure.tsx',
    ])
    // the board as a whole, and a model as a file: no figures
    expect(
      users('ui/DownloadMenu.tsx')
        .filter((path) => !path.startsWith('figure/'))
        .sort(),
    ).toEqual(['sections/Board/BoardSection.tsx', 'sections/Model/CardPanel.tsx'])
  })

  it('has its words from the API: no legend is worded in the pages', () => {
    const worded = kinds.filter(({ text }) => /legends: \[|methods: [`']/.test(text))
    expect(worded.map(({ path }) => path)).toEqual([])
  })
})

describe('every statistic', () => {
  it('has a sentence of help and a page, wherever a link leads to one', () => {
    const linked = all.flatMap(({ path, text }) =>
      /gallery/i.test(basename(path))
        ? []
        : [...text.matchAll(/(?:<MethodLink name="|name: ')([a-z-]+)(?:"|', about:)/g)].map(
            ([, name = '']) => name,
          ),
    )
    expect(new Set(linked).size).toBeGreaterThan(15)
    for (const name of new Set(linked)) {
      expect(methodSentences[name], name).toBeDefined()
      expect(existsSync(resolve(web, `../docs/methods/${name}.md`)), name).toBe(true)
    }
  })

  it('has such a link in the head of its figure', () => {
    const without = all.filter(
      ({ path, text }) =>
        !path.startsWith('figure/') &&
        /<(FigureMenu|FigurePanel)\b/.test(text) &&
        !/<MethodLink\b|\bmethod=\{/.test(text),
    )
    expect(without.map(({ path }) => path).sort()).toEqual([
      // who has what is counted, not computed
      'pages/cohort/UpsetSection.tsx',
      // among the properties that all four figures of an evaluation share
      'sections/Model/ValidationFigures.tsx',
      // in the head of the section
      'sections/Patients/PercentileFigure.tsx',
      'sections/Robustness/RobustnessPanel.tsx',
    ])
  })
})

describe('every question', () => {
  it('has its states drawn in one place: waiting, failed with a way to try again, there', () => {
    const own = all.filter(({ text }) => /<RequestFailed\b/.test(text)).map(({ path }) => path)
    expect(own.sort()).toEqual([
      // a folder stays on screen when it could not be asked again
      'sections/Import/ImportFolderSection.tsx',
      // a stream, not a question
      'sections/Robustness/RobustnessPanel.tsx',
      'ui/Answered.tsx',
    ])
    const asking = all.filter(({ text }) => /= useQuery\(|= useAnswerTo\(/.test(text))
    expect(asking.length).toBeGreaterThan(25)
  })
})
