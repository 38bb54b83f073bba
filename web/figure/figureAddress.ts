import type { PanelFigure } from './panelFigure.tsx'

const oneRelease = /^[a-z0-9]{12}$/

/**
 * The page's address with the release that a page may leave out while it is the current one: a figure in a manuscript has to
 * lead to the same numbers years later. Several releases in one figure stand in none of the pages' addresses.
 */
export function figureAddress({ origin: { release } }: Pick<PanelFigure, 'origin'>, href: string): string {
  const { search, hash } = new URL(href)
  if (!oneRelease.test(release.id) || new URLSearchParams(search).has('release')) return href
  const bare = href.slice(0, href.length - hash.length)
  return `${bare}${search === '' ? '?' : '&'}release=${release.id}${hash}`
}
