import { openDatabase } from '../../db/client.ts'
import { timesDerived } from './timesDerived.ts'

/**
 * A process that computes one derived release after the other until it is killed, and says which it was told are written.
 * `node deriveReleases.ts <directory or url> <first factor>`
 */
const [place = '', first = '1'] = process.argv.slice(2)
const db = await openDatabase(place.startsWith('postgres') ? { url: place } : { dataDirectory: place })
process.stdout.write('open\n')
for (let n = Number(first); ; n += 1) {
  const { outcome } = await timesDerived(db, n, () => process.stdout.write('.'))
  process.stdout.write(`\n${outcome} ${n}\n`)
}
