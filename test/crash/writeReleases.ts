import { openDatabase } from '../../db/client.ts'
import { writeRelease } from '../../db/release/write.ts'
import { crashContent, crashRecord } from './crashContent.ts'

/**
 * A process that writes release after release until it is killed, and says which it was told are written.
 * `node writeReleases.ts <directory or url> <first number>`
 */
const [place = '', first = '0'] = process.argv.slice(2)
const db = await openDatabase(place.startsWith('postgres') ? { url: place } : { dataDirectory: place })
process.stdout.write('open\n')
for (let n = Number(first); ; n += 1) {
  const { outcome } = await writeRelease(db, crashContent(n), crashRecord(n), {
    progress: () => process.stdout.write('.'),
  })
  process.stdout.write(`\n${outcome} ${n}\n`)
}
