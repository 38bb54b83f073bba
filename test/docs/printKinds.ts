import { linesOfKinds } from './kinds.ts'

/** Who tests what: `node test/docs/printKinds.ts` prints a line per statistic, with its first test by hand, against an oracle, of a law, of awkward input. */
for (const line of linesOfKinds()) console.log(line)
