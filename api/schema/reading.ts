import type { ReleaseRow } from '../../db/read/releases.ts'
import type { Paper } from '../../science/radiogenomics/paper/paper.ts'
import type { RecordOrigin } from '../../science/radiogenomics/paper/recordPaper.ts'
import { canonicalJson } from '../../science/canonical.ts'
import { analysisTsv } from '../analyses/tsv.ts'
import type { Table } from '../analyses/tsv.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { softwareVersion } from '../softwareVersion.ts'
import { PaperWords } from './paperWords.ts'

/** What is read of a release and drawn, without an analysis that could be stored. */
export interface ReadingShape {
  release: ReleaseRow
  /** what was asked apart from the release */
  asked: Readonly<Record<string, string>>
  paper: (origin: RecordOrigin) => Paper
  table: () => Table
}

function specOf({ asked, release }: ReadingShape): string {
  return canonicalJson({ ...asked, release: release.contentHash })
}

function originOf({ cohort, shortId }: ReleaseRow, { codeVersion }: Context): RecordOrigin {
  const { title, simulated } = cohort
  return { cohort: { title, simulated }, release: shortId, codeVersion, software: softwareVersion }
}

export const Reading = builder.objectRef<ReadingShape>('Reading').implement({
  description:
    'What a figure of something read, not computed, takes along: as the same fields of an Analysis.',
  fields: (t) => ({
    spec: t.string({ description: 'Canonical JSON of what was asked.', resolve: specOf }),
    codeVersion: t.string({
      description: 'Version of the program that read it.',
      resolve: (_reading, _args, { codeVersion }) => codeVersion,
    }),
    paper: t.field({
      type: PaperWords,
      description: 'Figure legends and a methods paragraph, ready to paste.',
      resolve: ({ paper, release }, _args, context) => paper(originOf(release, context)),
    }),
    tsv: t.string({
      description: 'Every number as tab-separated text with the specification in its header.',
      resolve: (reading, _args, { codeVersion }) => {
        const { release, table } = reading
        return analysisTsv(
          { id: 'none: read, not computed', spec: specOf(reading), release, codeVersion },
          table(),
        )
      },
    }),
  }),
})
