import { parentPort } from 'node:worker_threads'
import { sections, type Size } from './sections.ts'

/** A thread of `npm run calibrate`: makes the row it is asked for. */
parentPort?.on('message', ({ section, at, size }: { section: string; at: number; size: Size }) => {
  parentPort?.postMessage(sections[section]?.row(at, size))
})
