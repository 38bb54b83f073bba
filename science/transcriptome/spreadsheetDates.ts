/** Gene names that a spreadsheet turned into dates (MARCH1 → 1-Mar). They are named, never repaired: two genes can be behind one date. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const dayFirst = /^(\d{1,2})-([A-Za-z]{3})(?:-\d{2,4})?$/
const monthFirst = /^([A-Za-z]{3})-(\d{1,2})(?:-\d{2,4})?$/
const isoDate = /^\d{4}-(\d{2})-(\d{2})/
const serial = /^[34]\d{4}$/

/** Whether a name is a date only if names are not numbers anyway: Entrez ids are. */
export function isDateSerial(text: string): boolean {
  return serial.test(text)
}

/** Genes that one date can stand for; null when the text is no date. */
export function genesBehindDate(text: string): string[] | null {
  const day = dayFirst.exec(text)
  if (day) return candidates(day[2] ?? '', Number.parseInt(day[1] ?? '', 10))
  const month = monthFirst.exec(text)
  if (month) return candidates(month[1] ?? '', Number.parseInt(month[2] ?? '', 10))
  const iso = isoDate.exec(text)
  if (iso)
    return candidates(months[Number.parseInt(iso[1] ?? '', 10) - 1] ?? '', Number.parseInt(iso[2] ?? '', 10))
  if (!serial.test(text)) return null
  const date = new Date(Date.UTC(1899, 11, 30) + Number.parseInt(text, 10) * 86_400_000)
  return candidates(months[date.getUTCMonth()] ?? '', date.getUTCDate())
}

function candidates(month: string, n: number): string[] | null {
  if (!months.includes(month.toLowerCase())) return null
  switch (month.toLowerCase()) {
    case 'mar':
      return n <= 2 ? [`MARCH${n} (MARCHF${n})`, `MARC${n} (MTARC${n})`] : [`MARCH${n} (MARCHF${n})`]
    case 'sep':
      return n === 15 ? ['SEP15 (SELENOF)'] : [`SEPT${n} (SEPTIN${n})`]
    case 'dec':
      return [`DEC${n}${n === 1 ? ' (DELEC1 or BHLHE40)' : ''}`]
    default:
      return [`${month.toUpperCase()}${n}`]
  }
}
