/** What the parts of a TCGA barcode say. Parts that a short barcode does not have are null. */
export interface Barcode {
  /** upper case, dashes */
  text: string
  /** the first three fields: project, tissue source site, participant */
  patient: string
  /** two digits: 01 primary, 02 recurrent, 11 solid normal, … */
  sampleType: string | null
  vial: string | null
  /** R, T, H = RNA; D, G, W, X = DNA */
  analyte: string | null
  plate: string | null
}

const pattern =
  /^((?:TCGA|SIM)-[A-Z0-9]{2}-[A-Z0-9]{4})(?:-(\d{2})([A-Z])?(?:-\d{2}([A-Z])?(?:-([A-Z0-9]{4})(?:-[A-Z0-9]{2})?)?)?)?$/

/**
 * Reads a TCGA barcode of 12 (patient), 15 (sample), 16 (vial) or up to 28 characters (aliquot); dots, as R writes them, and
 * lower case are taken for dashes and upper case. Barcodes of the simulated cohort begin with SIM instead of TCGA and are one
 * character shorter.
 * @returns null when the text is no TCGA barcode
 * @source TCGA barcode encyclopedia, docs.gdc.cancer.gov/Encyclopedia/pages/TCGA_Barcode
 */
export function parseBarcode(text: string): Barcode | null {
  const written = text.replaceAll('.', '-').toUpperCase()
  const match = pattern.exec(written)
  const patient = match?.[1]
  if (!match || !patient) return null
  return {
    text: written,
    patient,
    sampleType: match[2] ?? null,
    vial: match[3] ?? null,
    analyte: match[4] ?? null,
    plate: match[5] ?? null,
  }
}

/**
 * Tissue source site of a patient: the second field of a TCGA (or simulated) barcode; the hospital or bank that gave the tissue.
 * @returns null when the text is no such barcode
 */
export function tissueSourceSite(text: string): string | null {
  return parseBarcode(text)?.patient.split('-')[1] ?? null
}

/** Sample types by code, in the words of the GDC code tables. */
export const sampleTypeLabels: Readonly<Record<string, string>> = {
  '01': 'primary solid tumour',
  '02': 'recurrent solid tumour',
  '03': 'primary blood-derived cancer, peripheral blood',
  '04': 'recurrent blood-derived cancer, bone marrow',
  '05': 'additional new primary',
  '06': 'metastatic',
  '07': 'additional metastatic',
  '08': 'human tumour original cells',
  '09': 'primary blood-derived cancer, bone marrow',
  '10': 'blood-derived normal',
  '11': 'solid tissue normal',
  '12': 'buccal cell normal',
  '13': 'EBV-immortalised normal',
  '14': 'bone marrow normal',
  '20': 'control analyte',
  '40': 'recurrent blood-derived cancer, peripheral blood',
  '50': 'cell lines',
  '60': 'primary xenograft tissue',
  '61': 'cell-line-derived xenograft tissue',
}

/** Words of a sample type; a code that is not in the table says so. */
export function sampleTypeLabel(code: string): string {
  return sampleTypeLabels[code] ?? `sample type ${code}`
}

/** What a specimen was taken for: RNA, DNA, or not stated by its short barcode. */
export function analyteOf(barcode: Barcode): 'rna' | 'dna' | 'sample' {
  if (barcode.analyte === null) return 'sample'
  if ('RTH'.includes(barcode.analyte)) return 'rna'
  return 'DGWX'.includes(barcode.analyte) ? 'dna' : 'sample'
}

export interface AliquotChoice {
  chosen: Barcode
  reason: string
  losers: readonly { barcode: Barcode; reason: string }[]
}

/**
 * Which of several primary-tumour aliquots of one patient and one kind of analyte stands for the patient, by the rule of
 * the Broad Firehose: vial A before B; RNA: analyte H over R over T; DNA: D over G, W and X unless their plate is newer;
 * then the highest plate; then the highest barcode.
 * @param aliquots at least one, all of sample type 01
 * @source broadinstitute firehose documentation, "replicate samples"
 * @differs whether vial 01A is FFPE is not in the barcode, so A always goes before B
 */
export function choosePrimaryAliquot(aliquots: readonly [Barcode, ...Barcode[]]): AliquotChoice {
  const chosen = aliquots.reduce((best, next) => (decide(best, next).winner === next ? next : best))
  const others = aliquots.filter((barcode) => barcode.text !== chosen.text)
  const reason =
    others.length === 0
      ? 'the only primary-tumour aliquot'
      : `Firehose rule, before ${others.map((other) => other.text).join(', ')}`
  return {
    chosen,
    reason,
    losers: others.map((barcode) => ({
      barcode,
      reason: `Firehose rule: ${chosen.text} was chosen, ${decide(barcode, chosen).words}`,
    })),
  }
}

interface Criterion {
  /** higher is better */
  rank: (barcode: Barcode) => string
  words: (winner: Barcode, loser: Barcode) => string
}

const rnaRank: Readonly<Record<string, string>> = { H: '3', R: '2', T: '1' }

/** In order; the first in which two aliquots differ decides. That D goes before a G, W or X of a plate not newer is "plate, then D". */
const criteria: readonly Criterion[] = [
  {
    rank: ({ vial }) => String.fromCharCode(0x5a - (vial ?? 'Z').charCodeAt(0) + 0x41),
    words: (winner, loser) => `vial ${winner.vial ?? '?'} before ${loser.vial ?? '?'}`,
  },
  {
    rank: ({ analyte }) => rnaRank[analyte ?? ''] ?? '0',
    words: (winner, loser) => `analyte ${winner.analyte ?? '?'} before ${loser.analyte ?? '?'}`,
  },
  {
    rank: ({ plate }) => plate ?? '',
    words: (winner, loser) => `plate ${winner.plate ?? '?'} after ${loser.plate ?? '?'}`,
  },
  {
    rank: ({ analyte }) => (analyte === 'D' ? '1' : '0'),
    words: (_winner, loser) => `analyte D before ${loser.analyte ?? '?'} of the same plate`,
  },
  { rank: ({ text }) => text, words: () => 'higher barcode' },
]

function decide(a: Barcode, b: Barcode): { winner: Barcode; words: string } {
  for (const { rank, words } of criteria) {
    const [rankA, rankB] = [rank(a), rank(b)]
    if (rankA > rankB) return { winner: a, words: words(a, b) }
    if (rankA < rankB) return { winner: b, words: words(b, a) }
  }
  return { winner: a, words: 'the same barcode' }
}
