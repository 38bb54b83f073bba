import { useEffect, useState } from 'react'
import { useClient } from 'urql'
import type { BoardFigure } from '../../figure/board.ts'
import type { LoadedFigure } from '../../figure/boardZip.ts'
import { loadKind } from '../../figure/kinds.ts'

export type FigureState =
  { state: 'loading' } | { state: 'failed'; error: Error } | { state: 'ready'; loaded: LoadedFigure }

/** Asks for what a figure of the board draws. @param question of `questionOf` */
export function useFigure(
  question: string,
  onReady: (question: string, loaded: LoadedFigure) => void,
): FigureState {
  const client = useClient()
  const [state, setState] = useState<FigureState>({ state: 'loading' })
  useEffect(() => {
    let isWanted = true
    const load = async (): Promise<LoadedFigure> => {
      const entry = JSON.parse(question) as BoardFigure
      const kind = await loadKind(entry.kind)
      const { data, figures } = await kind.ask(client, entry.variables)
      const all = figures(entry.options)
      const figure = all.find(({ panel }) => panel === entry.panel)
      if (figure === undefined)
        throw new Error(
          `there is no panel “${entry.panel}”; there are ${all.map(({ panel }) => panel).join(', ')}`,
        )
      return { entry, kind, data, figure }
    }
    load().then(
      (loaded) => {
        if (!isWanted) return
        setState({ state: 'ready', loaded })
        onReady(question, loaded)
      },
      (error: unknown) => {
        if (isWanted)
          setState({ state: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
      },
    )
    return () => {
      isWanted = false
    }
  }, [question, client, onReady])
  return state
}
