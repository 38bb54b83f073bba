import { createApi } from '../../api/yoga.ts'
import { createServer } from '../../api/server.ts'
import { openJobQueue } from '../../db/app/jobQueue.ts'
import { openDatabase } from '../../db/client.ts'
import { ImportFolders } from '../../etl/folders/importFolders.ts'
import { runJob } from '../../etl/run.ts'

/** `node test/crash/uploadServer.ts <database folder> <import folders>`: a server for uploads, to be killed; prints its address. */
const [dataDirectory = '', root = ''] = process.argv.slice(2)

const db = await openDatabase({ dataDirectory })
const onError = (error: unknown) => {
  console.error(error)
}
const imports = new ImportFolders({
  root,
  openQueue: (place) => openJobQueue(db, { name: 'imports', place }, onError),
  runJob: (job, onEvent, signal) => runJob(db, job, onEvent, signal),
  onError,
})
const log = { info: () => undefined, warn: () => undefined, error: onError }
const server = createServer({
  api: createApi({ db, codeVersion: 'test', log, imports }),
  log,
  imports,
  webRoot: root,
})
console.log(await server.listen({ host: '127.0.0.1', port: 0 }))
