import { performance } from 'node:perf_hooks'

export interface Measured {
  task: string
  goal: string
  /** wall time in milliseconds, ascending */
  wall: number[]
  /** processor time of this thread in milliseconds, ascending: what a busy machine does not blur as much */
  processor: number[]
}

/** Runs a task a few times unmeasured, then `runs` times measured. */
export function measure(
  task: string,
  goal: string,
  run: () => unknown,
  { runs = 15, warm = 3 } = {},
): Measured {
  for (let i = 0; i < warm; i += 1) run()
  const wall: number[] = []
  const processor: number[] = []
  for (let i = 0; i < runs; i += 1) {
    const used = process.threadCpuUsage()
    const start = performance.now()
    run()
    wall.push(performance.now() - start)
    const { user, system } = process.threadCpuUsage(used)
    processor.push((user + system) / 1000)
  }
  const sorted = (times: number[]): number[] => times.sort((a, b) => a - b)
  return { task, goal, wall: sorted(wall), processor: sorted(processor) }
}

/** A table in Markdown: medians, and the least wall time. */
export function table(rows: readonly Measured[]): string {
  const lines = rows.map(({ task, goal, wall, processor }) => {
    const at = (times: readonly number[], share: number): string =>
      (times[Math.floor((times.length - 1) * share)] ?? NaN).toFixed(1)
    return `| ${task} | ${at(processor, 0.5)} | ${at(wall, 0.5)} | ${at(wall, 0)} | ${goal} |`
  })
  return [
    '| task | processor, median ms | wall, median ms | wall, least ms | goal ms |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}
