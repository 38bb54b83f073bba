import type { ReactElement } from 'react'
import { columnWidths, columnWords } from '../plots/style.ts'
import type { ColumnWidth } from '../plots/style.ts'
import type { DownloadItem } from '../ui/DownloadMenu.tsx'
import { pngBlob } from './pngFile.ts'
import { fileName, saveBlob, saveText } from './save.ts'
import { svgText } from './svgFile.ts'

const columns: readonly ColumnWidth[] = ['double', 'single', 'doubleNarrow', 'singleNarrow']

/** The figure of one panel as files, drawn anew in print style for each width. */
export function figureDownloads(
  sheet: (column: ColumnWidth) => ReactElement,
  parts: readonly string[],
): DownloadItem[] {
  return columns.flatMap((column): DownloadItem[] => {
    const mm = columnWidths[column]
    const width = { mm, label: `${columnWords[column]}, ${mm} mm` }
    const named = [...parts, `${mm}mm`]
    const png = (dpi: number): DownloadItem => ({
      width,
      label: `PNG, ${mm} mm, ${dpi} dpi`,
      detail: `${Math.round((mm / 25.4) * dpi)} pixels wide`,
      run: async () => {
        saveBlob(await pngBlob(svgText(sheet(column)), mm, dpi), fileName([...named, `${dpi}dpi`], 'png'))
      },
    })
    return [
      {
        width,
        label: `PDF, ${mm} mm`,
        detail: 'caption and fonts inside, text stays text',
        run: async () => {
          const { pdfBlob } = await import('./pdf/pdfBlob.ts')
          saveBlob(await pdfBlob(svgText(sheet(column))), fileName(named, 'pdf'))
        },
      },
      {
        width,
        label: `SVG, ${mm} mm`,
        detail: 'caption inside, text stays text',
        run: () => {
          saveText(svgText(sheet(column)), fileName(named, 'svg'), 'image/svg+xml')
        },
      },
      png(300),
      png(600),
    ]
  })
}
