import { finding } from './schema/finding.ts'

/** A finding as it is handed over and shown: without its release and place. */
export const findingSelection = {
  severity: finding.severity,
  rule: finding.rule,
  file: finding.file,
  line: finding.line,
  column: finding.column,
  value: finding.value,
  message: finding.message,
  hint: finding.hint,
}
