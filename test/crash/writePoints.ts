/** A release write that ends at a chosen statement: every one of them is a place where a machine may stop. */
import { writeRelease } from '../../db/release/write.ts'
import type { Database, Session } from '../../db/session.ts'
import { crashContent, crashRecord, crashVariables } from './crashContent.ts'

export class Stopped extends Error {}

/** Where in the statement: not sent yet, or done and not acknowledged. */
export type Moment = 'before' | 'after'

function stopping(
  session: Session,
  at: number,
  moment: Moment,
  stop: () => void,
  count: { n: number },
): Session {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    count.n += 1
    const here = count.n === at
    if (here && moment === 'before') stop()
    const result = await work()
    if (here && moment === 'after') stop()
    return result
  }
  const { session: own } = session.orm._
  const prepare = own.prepareQuery.bind(own)
  own.prepareQuery = (...given) => {
    const prepared = prepare(...given)
    const execute = prepared.execute.bind(prepared)
    prepared.execute = (values) => guarded(() => execute(values))
    return prepared
  }
  return {
    orm: session.orm,
    query: (text, params) => guarded(() => session.query(text, params)),
    copyIn: (statement, source) => guarded(() => session.copyIn(statement, source)),
    copyOut: (statement) => guarded(() => session.copyOut(statement)),
  }
}

/**
 * Writes content `n`; `stop` is called at the statement `at` of its transaction (1 is the first).
 * @returns how many statements the transaction has, when it got to its end
 */
export async function writeUntil(
  db: Database,
  n: number,
  at: number,
  moment: Moment,
  stop: () => void,
  variables = crashVariables,
): Promise<number> {
  const count = { n: 0 }
  const watched: Database = {
    ...db,
    kind: db.kind,
    statementCount: 0,
    transaction: (work, options) =>
      db.transaction((session) => work(stopping(session, at, moment, stop, count)), options),
  }
  await writeRelease(watched, crashContent(n, variables), crashRecord(n))
  return count.n
}
