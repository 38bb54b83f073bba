import type { JobEvent } from './job.ts'

interface Terminal {
  isTTY?: boolean
  columns?: number
  write(text: string): unknown
}

/** One line on a terminal that is written over; nothing where the output is no terminal. */
export function progressLine(terminal: Terminal): { show: (event: JobEvent) => void; clear: () => void } {
  const lively = terminal.isTTY === true
  const width = (terminal.columns ?? 80) - 1
  const clear = () => {
    if (lively) terminal.write('\r\u001b[K')
  }
  return {
    clear,
    show: (event) => {
      if (!lively || event.kind !== 'progress') return
      const percent = event.total > 0 ? Math.floor((100 * event.done) / event.total) : 0
      terminal.write(`\r\u001b[K${`${event.stage} ${percent} %  ${event.message}`.slice(0, width)}`)
    },
  }
}
