/** Looks of the report: light and dark by the reader's own setting, ink only on paper. */
export const reportStyle = `
:root{color-scheme:light dark;--paper:light-dark(#fff,#14171a);--surface:light-dark(#f6f6f3,#1c2024);--ink:light-dark(#1a1c1e,#e8e8e4);--ink-2:light-dark(#4b4f54,#b4b8bb);--rule:light-dark(#deded8,#343a40);--accent:light-dark(#0b6357,#6cc9b8);--ok:light-dark(#1d6b3c,#7acb98);--ok-bg:light-dark(#e4f2e9,#18301f);--warn:light-dark(#6f4800,#e9b949);--warn-bg:light-dark(#fbf1da,#33290f);--bad:light-dark(#a5242b,#f09095);--bad-bg:light-dark(#fbe7e8,#3a1c1f)}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:70rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:.25rem 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:0 0 .25rem;overflow-wrap:anywhere}
h3{font-size:1rem;margin:0 0 .25rem}
p{margin:.25rem 0}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code{font:.875em ui-monospace,monospace;overflow-wrap:anywhere}
.kind,.aside{color:var(--ink-2);font-size:.875rem}
.outcome{padding:.75rem 1rem;border-left:4px solid;font-weight:600}
.outcome.failed{background:var(--bad-bg);border-color:var(--bad)}
.outcome.look{background:var(--warn-bg);border-color:var(--warn)}
.outcome.passed{background:var(--ok-bg);border-color:var(--ok)}
.tally{display:flex;gap:2rem;margin:1rem 0}
.tally dt{color:var(--ink-2);font-size:.875rem}
.tally dd{margin:0;font-size:1.5rem;font-variant-numeric:tabular-nums}
.files{list-style:none;padding:0;margin:1rem 0 2rem}
.files li{padding:.2rem 0;overflow-wrap:anywhere}
.verdict{display:inline-block;min-width:6rem;padding:.05rem .5rem;border-radius:3px;font-size:.8125rem;font-weight:600;text-align:center;vertical-align:.1em}
.verdict.failed{background:var(--bad-bg);color:var(--bad)}
.verdict.look{background:var(--warn-bg);color:var(--warn)}
.verdict.passed{background:var(--ok-bg);color:var(--ok)}
section{border-top:1px solid var(--rule);padding:1.5rem 0}
article{margin:1rem 0 1.5rem;padding-left:1rem;border-left:3px solid var(--rule)}
article.error{border-color:var(--bad)}
article.warning{border-color:var(--warn)}
.severity{color:var(--ink-2);font-weight:400}
.error .severity{color:var(--bad);font-weight:600}
.warning .severity{color:var(--warn);font-weight:600}
.fix{background:var(--surface);padding:.5rem .75rem;margin:.5rem 0;overflow-wrap:anywhere}
.scroll{overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th{text-align:left;color:var(--ink-2);font-weight:600;font-size:.8125rem}
th,td{padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
td{overflow-wrap:anywhere;min-width:4rem}
td code{white-space:pre-wrap;overflow-wrap:break-word;display:inline-block;min-width:6rem;max-width:26rem}
td:last-child{min-width:14rem}
.n{font-variant-numeric:tabular-nums;white-space:nowrap;width:1%}
summary{cursor:pointer}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media print{:root{color-scheme:light}body{font-size:10pt}main{max-width:none;padding:0}nav a{color:inherit;text-decoration:none}article,tr{break-inside:avoid}h2,h3{break-after:avoid}details::details-content{content-visibility:visible;display:block;height:auto}summary{list-style:none}}
`
