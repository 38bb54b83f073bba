import type { ReactElement } from 'react'
import type { Client } from 'urql'
import { pngBlob } from '../../figure/pngFile.ts'
import { fileName, saveBlob, saveText } from '../../figure/save.ts'
import { svgText } from '../../figure/svgFile.ts'
import { ComparisonTsvDocument } from '../../gql/generated/graphql.ts'
import type { CompareGroupsInput } from '../../gql/generated/graphql.ts'
import { columnWidths } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import type { DownloadItem } from '../../ui/DownloadMenu.tsx'
import type { Comparison } from './answer.ts'

/** Cohort, method, release and analysis: from the name of a file alone one finds back. */
export function nameParts(slug: string, comparison: Comparison): string[] {
  return [slug, comparison.method.key, comparison.release.id, comparison.id]
}

const columns: readonly ColumnWidth[] = ['double', 'single']
const columnWords: Record<ColumnWidth, string> = { single: 'one column', double: 'two columns' }

/** The figure of one panel as files, drawn anew in print style for each width. */
export function figureDownloads(
  sheet: (column: ColumnWidth) => ReactElement,
  parts: readonly string[],
): DownloadItem[] {
  return columns.flatMap((column): DownloadItem[] => {
    const mm = columnWidths[column]
    const width = `${mm}mm`
    const png = (dpi: number): DownloadItem => ({
      label: `PNG, ${mm} mm, ${dpi} dpi`,
      detail: `${columnWords[column]}, ${Math.round((mm / 25.4) * dpi)} pixels wide`,
      run: async () => {
        saveBlob(
          await pngBlob(svgText(sheet(column)), mm, dpi),
          fileName([...parts, width, `${dpi}dpi`], 'png'),
        )
      },
    })
    return [
      {
        label: `SVG, ${mm} mm`,
        detail: `${columnWords[column]}, text stays text`,
        run: () => {
          saveText(svgText(sheet(column)), fileName([...parts, width], 'svg'), 'image/svg+xml')
        },
      },
      png(300),
      png(600),
    ]
  })
}

/** The API's own table, byte for byte. */
export function tsvDownload(
  client: Client,
  input: CompareGroupsInput,
  parts: readonly string[],
): DownloadItem {
  return {
    label: 'TSV of all numbers',
    detail: 'unrounded, with the specification in its header',
    run: async () => {
      const { data, error } = await client.query(ComparisonTsvDocument, { input }).toPromise()
      if (error !== undefined) throw error
      if (data === undefined) throw new Error('the API sent no table')
      saveText(data.compareGroups.tsv, fileName(parts, 'tsv'), 'text/tab-separated-values')
    },
  }
}
