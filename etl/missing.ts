/** Words for "missing", a closed list per family of tools. A word outside the list of its format is a finding, never a guess. */
export const missingWords = {
  /** the file has no missing values */
  none: [],
  /** R's write.table and most of Bioconductor */
  r: ['NA', 'NaN'],
  /** Python tools: pyradiomics writes nan, pandas an empty cell */
  python: ['', 'nan', 'NaN', 'NA'],
  /** TCGA's clinical tables (Biotab, CDR) */
  tcga: [
    '#N/A',
    'NA',
    '[Not Available]',
    '[Not Applicable]',
    '[Not Evaluated]',
    '[Unknown]',
    '[Discrepancy]',
    '[Not Reported]',
  ],
  /** GDC exports since 2017 */
  gdc: ["'--", '--'],
  /** hand-made spreadsheets: empty cells are how people write missing */
  spreadsheet: ['', 'NA', 'N/A', '#N/A', 'na', 'n/a'],
} as const satisfies Record<string, readonly string[]>
