import type { Session } from '../session.ts'

/**
 * A text that is another one after every release made, made current or removed. What hangs on a release never changes, so two
 * readings that are equal had everything equal between them.
 */
export async function readDataVersion(session: Session): Promise<string> {
  const [row] = await session.query<{ version: string }>(`
    select concat_ws(' ',
      (select count(*) from release),
      (select max(id) from release),
      (select string_agg(concat_ws(':', id, current_release_id), ' ' order by id) from cohort)) as version`)
  if (!row) throw new Error('the database gave no data version')
  return row.version
}
