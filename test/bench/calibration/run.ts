import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { sections, type Made } from './sections.ts'

/**
 * `npm run calibrate [sets] [repeats] [section …]`: prints docs/calibration.md, or only the sections exact, asymptotic, cuts, coverage,
 * discoveries. Null data sets per test and shape: rejections at .05 beside the size that the test can attain and beside R's decisions on the same
 * sets; coverage of 95 % intervals; false discoveries. A thread per core, each row on one; every row is seeded by its place, so threads
 * change nothing but the time. What is done goes to the error stream. Ends with 1 if a promise is broken.
 */
const size = { sets: Number(process.argv[2] ?? 10_000), repeats: Number(process.argv[3] ?? 10_000) }
const only = process.argv.slice(4)
const asked = Object.entries(sections).filter(([name]) => only.length === 0 || only.includes(name))
const tasks = asked.flatMap(([section, { rows }]) =>
  Array.from({ length: rows }, (_, at) => ({ section, at, size })),
)
const made = new Map<string, Made>()

/** Rows one after the other on one thread, as long as there are any. */
async function work(): Promise<void> {
  const worker = new Worker(new URL('./rowWorker.ts', import.meta.url))
  for (let task = tasks.shift(); task; task = tasks.shift()) {
    const answer = new Promise<Made>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
    })
    const from = performance.now()
    worker.postMessage(task)
    const row = await answer
    const seconds = ((performance.now() - from) / 1000).toFixed(1)
    worker.removeAllListeners('error')
    made.set(`${task.section} ${task.at}`, row)
    console.error(`${seconds} s ${row.lines.join('\n')}`)
  }
  await worker.terminate()
}

await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, work))

console.log(`# Calibration

Made by \`npm run calibrate\` in one run (${size.sets.toLocaleString('en')} null data sets per test and shape, ${size.repeats.toLocaleString('en')} simulated studies per interval). A short form of it is in the suite.
`)
let broken = 0
for (const [section, { head, rows }] of asked) {
  console.log(head(size))
  for (let at = 0; at < rows; at += 1) {
    const row = made.get(`${section} ${at}`)
    if (!row) continue
    for (const text of row.lines) console.log(text)
    broken += row.broken
  }
  console.log('')
}
console.log(broken === 0 ? 'Every promise above is kept.' : `${broken} promises above are not kept.`)
process.exitCode = broken === 0 ? 0 : 1
