/** The method pages of docs/methods as text, each its own piece of the build, read when it is asked for. */
const pages = import.meta.glob<string>('../../docs/methods/*.md', { query: '?raw', import: 'default' })

/** Null where there is no such page. */
export async function readMethodPage(name: string): Promise<string | null> {
  const read = pages[`../../docs/methods/${name}.md`]
  return read === undefined ? null : read()
}
