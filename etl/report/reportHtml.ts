/** The report of a check as one page that needs nothing else: for the person who made the files, on screen and on paper. */
import type { FindingRecord } from '../../db/release/content.ts'
import type { ImportReport, LedgerLine } from '../job.ts'
import type { FoldedFile, FoldedRule } from './folded.ts'
import { folded, lineRanges } from './folded.ts'
import { reportStyle } from './reportStyle.ts'

const shownFindings = 12

export function reportHtml(report: ImportReport): string {
  const files = folded(report)
  const title = `${report.cohort?.title ?? 'Manifest'}: ${report.command} report`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
<header>
<p class="kind">Radimmune ${text(report.command)} report</p>
<h1>${text(report.cohort?.title ?? 'Manifest')}</h1>
${outcome(report, files)}
</header>
${contents(files)}
${files.map((file, n) => fileSection(file, n, report)).join('\n')}
${counts(report)}
${ledger(report.ledger)}
</main>
</body>
</html>
`
}

/** Everything in the page that came from a file passes here. */
function text(value: string | number): string {
  return String(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const verdictWords = { failed: 'Failed', look: 'Look here', passed: 'Passed' } as const

function outcome(report: ImportReport, files: readonly FoldedFile[]): string {
  const of = (verdict: FoldedFile['verdict']) => files.filter((file) => file.verdict === verdict).length
  const words =
    report.outcome === 'refused'
      ? 'Refused: nothing was written. Mend what is marked as failed and check again.'
      : report.outcome === 'checked'
        ? 'Checked: it can be imported. Nothing was written.'
        : 'Imported.'
  const content =
    report.contentHash === null ? '' : `<p class="aside">Content <code>${text(report.contentHash)}</code></p>`
  return `<p class="outcome ${report.outcome === 'refused' ? 'failed' : of('look') > 0 ? 'look' : 'passed'}">${words}</p>
<dl class="tally"><div><dt>Failed</dt><dd>${of('failed')}</dd></div><div><dt>Look here</dt><dd>${of('look')}</dd></div><div><dt>Passed</dt><dd>${of('passed')}</dd></div></dl>
${content}`
}

function nameOf({ file }: FoldedFile): string {
  return file ?? 'Manifest and cohort'
}

function contents(files: readonly FoldedFile[]): string {
  if (files.length < 2) return ''
  const lines = files.map((file, n) => {
    const errors = countOf(file, 'error')
    const warnings = countOf(file, 'warning')
    const words = [
      ...(errors > 0 ? [`${errors} error${errors === 1 ? '' : 's'}`] : []),
      ...(warnings > 0 ? [`${warnings} warning${warnings === 1 ? '' : 's'}`] : []),
    ].join(', ')
    return `<li><span class="verdict ${file.verdict}">${verdictWords[file.verdict]}</span> <a href="#f${n}">${text(nameOf(file))}</a> <span class="aside">${text(words)}</span></li>`
  })
  return `<nav aria-label="Files"><ul class="files">${lines.join('\n')}</ul></nav>`
}

function countOf(file: FoldedFile, severity: FoldedRule['severity']): number {
  return file.rules
    .filter((rule) => rule.severity === severity)
    .reduce((sum, rule) => sum + rule.findings.length, 0)
}

function fileSection(file: FoldedFile, n: number, report: ImportReport): string {
  const facts = [
    file.path,
    file.format,
    file.rows === null ? null : `${file.rows} rows`,
    file.columns === null ? null : `${file.columns} columns`,
  ].filter((fact) => fact !== null)
  const hash = file.sha256 === null ? '' : `<p class="aside">sha256 <code>${text(file.sha256)}</code></p>`
  const rules = file.rules.map((rule) => ruleBlock(rule, report)).join('\n')
  return `<section id="f${n}" class="${file.verdict}">
<h2><span class="verdict ${file.verdict}">${verdictWords[file.verdict]}</span> ${text(nameOf(file))}</h2>
<p class="aside">${text(facts.join(' · '))}</p>
${hash}
${rules === '' ? '<p>Nothing to say.</p>' : rules}
</section>`
}

const severityWords = { error: 'Error', warning: 'Warning', note: 'Note' } as const

function ruleBlock(rule: FoldedRule, report: ImportReport): string {
  const total = report.findingCounts.find((one) => one.rule === rule.rule && one.severity === rule.severity)
  const allOfRule = report.findings.filter(
    (one) => one.rule === rule.rule && one.severity === rule.severity,
  ).length
  const unseen = (total?.count ?? allOfRule) - allOfRule
  const fix = rule.howToFix.slice(0, 4).map((hint) => `<p class="fix"><b>How to fix:</b> ${text(hint)}</p>`)
  return `<article class="${rule.severity}">
<h3><span class="severity">${severityWords[rule.severity]}</span> ${text(rule.meaning === '' ? rule.rule : rule.meaning)}</h3>
<p class="aside"><code>${text(rule.rule)}</code> · ${rule.findings.length} place${rule.findings.length === 1 ? '' : 's'}${linesOf(rule)}</p>
${fix.join('\n')}
${findingTable(rule)}
${unseen > 0 ? `<p class="aside">${unseen} more of this rule, in all files together, are counted and not listed.</p>` : ''}
</article>`
}

function linesOf({ findings }: FoldedRule): string {
  const lines = findings.flatMap(({ line }) => line ?? [])
  return lines.length > 1 ? ` · lines ${text(lineRanges(lines))}` : ''
}

function findingTable({ findings, rule }: FoldedRule): string {
  const [first, rest] = [findings.slice(0, shownFindings), findings.slice(shownFindings)]
  const more =
    rest.length > 0
      ? `<details><summary>${rest.length} more</summary>${tableOf(rest, `${rule}, continued`)}</details>`
      : ''
  return `${tableOf(first, rule)}${more}`
}

function tableOf(findings: readonly FindingRecord[], caption: string): string {
  const has = (key: 'line' | 'column' | 'value') => findings.some((finding) => finding[key] !== null)
  const [line, column, value] = [has('line'), has('column'), has('value')]
  const head = `${line ? '<th scope="col">Line</th>' : ''}${column ? '<th scope="col">Column</th>' : ''}${value ? '<th scope="col">Found</th>' : ''}<th scope="col">What is wrong</th>`
  const rows = findings.map(
    (finding) =>
      `<tr>${line ? `<td class="n">${text(finding.line ?? '')}</td>` : ''}${column ? `<td>${text(finding.column ?? '')}</td>` : ''}${value ? `<td><code>${text(finding.value ?? '')}</code></td>` : ''}<td>${text(finding.message)}</td></tr>`,
  )
  return `<div class="scroll"><table><caption class="hidden">${text(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`
}

function counts({ counts: found }: ImportReport): string {
  if (!found) return ''
  const rows = found.layers.map(
    ({ ref, label, variables, rows: n, patients }) =>
      `<tr><td>${text(label)}</td><td><code>${text(ref)}</code></td><td class="n">${variables}</td><td class="n">${n}</td><td class="n">${text(patients ?? '–')}</td></tr>`,
  )
  return `<section><h2>What the cohort has</h2>
<p>${found.patients} patients, ${found.specimens} specimens, ${found.ctSeries} CT series of ${found.patientsWithCt} patients.</p>
<div class="scroll"><table><caption class="hidden">Layers</caption><thead><tr><th scope="col">Layer</th><th scope="col">Name</th><th scope="col">Variables</th><th scope="col">Rows</th><th scope="col">Patients</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div></section>`
}

/** Everyone left out, by what of and why. */
function ledger(lines: readonly LedgerLine[]): string {
  if (lines.length === 0) return ''
  const groups = [...Map.groupBy(lines, ({ scope, code }) => `${scope}\u0000${code}`)]
  const rows = groups.map(([, own]) => {
    const [first] = own
    const subjects = own.map(({ subject }) => subject)
    const shown = subjects.slice(0, 6).join(', ')
    const list =
      subjects.length > 6
        ? `<details><summary>${text(shown)} and ${subjects.length - 6} more</summary>${text(subjects.slice(6).join(', '))}</details>`
        : text(shown)
    const reasons = new Set(own.map(({ reason }) => reason))
    const reason =
      reasons.size === 1 ? (first?.reason ?? '') : `${first?.code ?? ''} (${reasons.size} reasons)`
    return `<tr><td><code>${text(first?.scope ?? '')}</code></td><td>${text(reason)}</td><td class="n">${own.length}</td><td>${list}</td></tr>`
  })
  return `<section><h2>Who is left out, and of what</h2>
<div class="scroll"><table><caption class="hidden">Left out</caption><thead><tr><th scope="col">Of</th><th scope="col">Why</th><th scope="col">How many</th><th scope="col">Who</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div></section>`
}
