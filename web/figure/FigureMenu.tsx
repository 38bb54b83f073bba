import { useContext, useEffect } from 'react'
import { useClient } from 'urql'
import { figureDownloads } from './figureDownloads.ts'
import { DownloadMenu } from '../ui/DownloadMenu.tsx'
import type { DownloadItem } from '../ui/DownloadMenu.tsx'
import { QueryDrawer } from '../ui/QueryDrawer.tsx'
import type { BoardFigure } from './board.ts'
import { addToBoard } from './boardDraft.ts'
import { figureAddress } from './figureAddress.ts'
import type { FigureKind, FigureOptions, FigureVariables } from './figureKind.ts'
import { legendOf, namesOf, sheetOf } from './panelFigure.tsx'
import { PageFiguresContext } from './pageFigures.ts'
import type { PanelFigure } from './panelFigure.tsx'
import { fileName, saveText } from './save.ts'

interface Props {
  figure: PanelFigure
  kind: FigureKind
  variables: FigureVariables
  options?: FigureOptions
  more?: readonly DownloadItem[]
}

/** Legend and methods of a figure as they are pasted into a manuscript, with the address that opens it. */
export function paperText(figure: PanelFigure, address: string): string {
  return `Figure legend\n\n${figure.title}. ${legendOf(figure)}\n\nMethods\n\n${figure.origin.paper.methods}\n\n${address}\n`
}

/** Tells the page that gathers its figures that this one is drawn. */
function useOnPage(letter: string, figure: BoardFigure): void {
  const page = useContext(PageFiguresContext)
  const asked = JSON.stringify(figure)
  useEffect(() => page?.add(letter, JSON.parse(asked) as BoardFigure), [page, letter, asked])
}

/** All that a figure can be taken home as: drawings, numbers, words, a place on the board, and the request that repeats it. */
export function FigureMenu({ figure, kind, variables, options = {}, more = [] }: Props) {
  const client = useClient()
  useOnPage(figure.letter, { kind: kind.key, panel: figure.panel, variables, options })
  const names = namesOf(figure)
  const address = (): string => figureAddress(figure, location.href)
  const items: DownloadItem[] = [
    ...figureDownloads((column) => sheetOf(figure, { column, address: address() }), [...names, figure.panel]),
    {
      group: 'Numbers',
      label: 'TSV of all numbers',
      detail: 'unrounded, with the specification in its header',
      run: async () => {
        saveText(await kind.table(client, variables), fileName(names, 'tsv'), 'text/tab-separated-values')
      },
    },
    {
      group: 'Numbers',
      label: 'JSON of all numbers',
      detail: 'the API’s own answer to the query of this panel',
      run: async () => {
        const { data } = await kind.ask(client, variables)
        saveText(`${JSON.stringify(data, null, 1)}\n`, fileName(names, 'json'), 'application/json')
      },
    },
    {
      group: 'Words',
      label: 'Copy legend',
      detail: 'figure legend, true to the settings',
      run: () => navigator.clipboard.writeText(`${figure.title}. ${legendOf(figure)}`),
    },
    {
      group: 'Words',
      label: 'Copy methods',
      detail: 'for the methods section',
      run: () => navigator.clipboard.writeText(figure.origin.paper.methods),
    },
    {
      group: 'Words',
      label: 'Legend and methods, text',
      run: () => {
        saveText(paperText(figure, address()), fileName([...names, figure.panel], 'txt'), 'text/plain')
      },
    },
    {
      group: 'Words',
      label: 'Copy address',
      detail: 'opens this page with the same figure, on the same release',
      run: () => navigator.clipboard.writeText(address()),
    },
    {
      group: 'Words',
      label: 'Put on the board',
      detail: 'several figures at one address, exported as one',
      run: () => {
        addToBoard({ kind: kind.key, panel: figure.panel, variables, options })
      },
    },
    ...more,
  ]
  return (
    <>
      <DownloadMenu items={items} />
      <QueryDrawer request={kind.request(variables)} />
    </>
  )
}
