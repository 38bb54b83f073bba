import { gallery } from '../plots/gallery.tsx'
import { Page } from '../ui/Page.tsx'
import './gallery.css'

/** Every picture of the picture tests, live: what a test compares can be looked at here, in both themes. */
export function GalleryPage() {
  return (
    <Page
      title="Gallery of plots"
      width="wide"
      lead={
        <p>Made-up data. These are the pictures that the tests compare with committed files, drawn live.</p>
      }
    >
      {gallery.map((picture) => (
        <section key={picture.name} className="section" aria-labelledby={`picture-${picture.name}`}>
          <h2 id={`picture-${picture.name}`}>{picture.about}</h2>
          <div className="gallery-picture" data-print={!/screen|phone/.test(picture.name)}>
            {picture.draw()}
          </div>
        </section>
      ))}
    </Page>
  )
}
