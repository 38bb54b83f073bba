import type { ReactElement } from 'react'

/** A picture of the gallery page, compared with its file in test/web/plots. */
export interface GalleryPicture {
  name: string
  about: string
  draw: () => ReactElement
}
