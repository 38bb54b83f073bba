import type { Client } from 'urql'
import { boardLetter } from './BoardSheet.tsx'
import type { BoardFigure } from './board.ts'
import type { FigureKind } from './figureKind.ts'
import { legendOf, namesOf } from './panelFigure.tsx'
import type { PanelFigure } from './panelFigure.tsx'
import { fileName } from './save.ts'
import { zipFile } from './zipFile.ts'
import type { ZipEntry } from './zipFile.ts'

export interface LoadedFigure {
  entry: BoardFigure
  kind: FigureKind
  data: unknown
  figure: PanelFigure
}

interface Whole {
  title: string
  address: string
  svg: string
  pdf: Uint8Array<ArrayBuffer>
}

function readMe({ title, address }: Whole, loaded: readonly LoadedFigure[]): string {
  const parts = loaded.map(({ figure, entry }, at) =>
    [
      `${boardLetter(at)}. ${figure.title}`,
      ...(entry.note === undefined ? [] : ['', `Note: ${entry.note}`]),
      '',
      `Legend: ${legendOf(figure)}`,
      '',
      `Methods: ${figure.origin.paper.methods}`,
    ].join('\n'),
  )
  return `${title === '' ? 'Board' : title}\n${address}\n\n${parts.join('\n\n')}\n`
}

/** Where every number comes from: what was asked, on which release, by which code. */
function provenance(loaded: readonly LoadedFigure[]): string {
  const lines = loaded.map(({ figure, kind, entry }, at) => ({
    letter: boardLetter(at),
    panel: figure.panel,
    analysis: figure.origin.id,
    release: figure.origin.release,
    codeVersion: figure.origin.provenance.codeVersion,
    specification: figure.origin.spec,
    request: kind.request(entry.variables),
  }))
  return `${JSON.stringify(lines, null, 2)}\n`
}

/** The board as one archive: the figure, every panel's numbers as TSV and JSON, legends, notes, specifications and provenance. */
export async function boardZip(
  client: Client,
  loaded: readonly LoadedFigure[],
  whole: Whole,
): Promise<Uint8Array<ArrayBuffer>> {
  const numbers = loaded.map(async ({ figure, kind, entry, data }, at): Promise<ZipEntry[]> => {
    const parts = [boardLetter(at), ...namesOf(figure), figure.panel]
    return [
      { name: `data/${fileName(parts, 'tsv')}`, content: await kind.table(client, entry.variables) },
      { name: `data/${fileName(parts, 'json')}`, content: `${JSON.stringify(data, null, 1)}\n` },
      { name: `specifications/${fileName(parts, 'json')}`, content: `${figure.origin.spec}\n` },
    ]
  })
  return zipFile([
    { name: 'README.txt', content: readMe(whole, loaded) },
    { name: 'board.svg', content: whole.svg },
    { name: 'board.pdf', content: whole.pdf },
    { name: 'provenance.json', content: provenance(loaded) },
    ...(await Promise.all(numbers)).flat(),
  ])
}
