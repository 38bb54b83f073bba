import { openDatabase } from '../../db/client.ts'

/** A process that opens a directory, says so, and holds it until it is killed. `node openAndHold.ts <directory>` */
const [dataDirectory = ''] = process.argv.slice(2)
try {
  await openDatabase({ dataDirectory })
  process.stdout.write('open\n')
  setInterval(() => undefined, 1000)
} catch (error) {
  process.stdout.write(`${error instanceof Error ? `${error.name}: ${error.message}` : 'failed'}\n`)
  process.exitCode = 1
}
