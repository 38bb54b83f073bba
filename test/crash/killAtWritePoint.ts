import { openDatabase } from '../../db/client.ts'
import { writeUntil } from './writePoints.ts'

/** A process that kills itself at a statement: `node killAtWritePoint.ts <directory or url> <content> <statement> <before|after>`; says how many there are when it comes to the end. */
const [place = '', n = '1', at = '0', moment = 'before'] = process.argv.slice(2)
const db = await openDatabase(place.startsWith('postgres') ? { url: place } : { dataDirectory: place })
const statements = await writeUntil(
  db,
  Number(n),
  Number(at),
  moment === 'after' ? 'after' : 'before',
  () => {
    process.kill(process.pid, 'SIGKILL')
  },
)
process.stdout.write(`statements ${statements}\n`)
await db.close()
