/**
 * What an import hands over and `verify` reads back: one harmonised cohort, in sorted order.
 * Ordinals are positions in these lists; columns are in the order of the layer's rows.
 */
import type { LayerKind } from '../../science/variableRef.ts'

export type EntityKind = 'patient' | 'specimen' | 'lesion' | 'region' | 'reading'

export interface CohortContent {
  slug: string
  title: string
  description: string
  simulated: boolean
  /** disease and modality in words, for the card */
  disease: string
  imaging: string | null
  licence: string
  citations: readonly string[]
}

export interface SpecimenContent {
  barcode: string
  patient: number
  /** what was measured on it, so that one is chosen per patient and analyte */
  analyte: 'rna' | 'dna' | 'sample'
  /** e.g. "01A primary solid tumour"; code and words */
  sampleType: string
  sampleTypeLabel: string
  chosen: boolean
  /** why chosen, or why not: the rule's words */
  reason: string
}

export interface CtSeriesContent {
  patient: number
  studyUid: string
  seriesUid: string
  modality: string | null
  phase: string | null
  manufacturer: string | null
  sliceThicknessMm: number | null
  description: string | null
}

/** lesions, regions and readings (patients and specimens have lists of their own) */
export interface EntityContent {
  kind: 'lesion' | 'region' | 'reading'
  id: string
  patient: number
}

export interface VariableContent {
  key: string
  label: string
  /** "" for a pure number, "days", "share of leukocytes", "mm", "category" … */
  unit: string
  /** `endpoint`: one column of times (days) followed by one of events (1 event, 0 censored), so twice the length */
  type: 'number' | 'category' | 'endpoint'
  /** measure: a member of the method's family; quality: says how far a row can be trusted; total: a sum or score made of measures */
  role: 'measure' | 'quality' | 'total'
  /** categories only: level 0, 1, …; the column holds level numbers */
  levels: readonly string[] | null
}

export interface QualityRule {
  /** key of a quality variable of the same layer */
  variable: string
  op: '<=' | '>='
  threshold: number
  description: string
}

export interface LayerContent {
  kind: LayerKind
  key: string
  label: string
  entity: EntityKind
  unit: string
  /** the tool or method, in words, e.g. "CIBERSORT (LM22), relative" */
  method: string
  description: string
  settings: Readonly<Record<string, unknown>>
  /** manifest ids of the files it was made from */
  sourceFiles: readonly string[]
  encoding: 'f4' | 'f8'
  /** ordinals of the entities that this layer has, ascending; an entity that is absent was not measured at all */
  rows: Int32Array
  /** for each patient the index into `rows` that stands for them, −1 = none; null = this layer has no patient level yet */
  patientRows: Int32Array | null
  /** how a row came to stand for the patient: "row is the patient", "primary-tumour aliquot by the Firehose rule", … */
  patientRule: string
  /** when a row passes the tool's own check, e.g. p_value ≤ .05; null where the tool has none */
  quality: QualityRule | null
  variables: readonly VariableContent[]
  /** one per variable, in the same order, each as long as `rows` (endpoints twice); NaN = missing */
  columns: readonly (Float64Array | Float32Array)[]
}

export interface ExclusionContent {
  /** left out of what: "cohort", "immune:cibersort-lm22", "outcome:cdr/os", … */
  scope: string
  /** submitter id or barcode as harmonised */
  subject: string
  patient: number | null
  code: string
  reason: string
}

export interface RiskModelContent {
  key: string
  label: string
  /** references of the two probabilities, GTR first; of one where the model has only one */
  inputs: readonly string[]
  /** training centre, scale and PC1 loadings, in the order of `inputs` */
  centre: readonly number[]
  scale: readonly number[]
  loadings: readonly number[]
  cutoff: number
  cutoffRule: string
  trainedOn: { cohort: string; patients: number; description: string }
  /** the whole model with its card, as a model file states it; left out where only probabilities were brought along */
  card?: Readonly<Record<string, unknown>>
}

export interface ReleaseContent {
  cohort: CohortContent
  /** sorted by id */
  patients: readonly { id: string }[]
  /** sorted by barcode */
  specimens: readonly SpecimenContent[]
  entities: readonly EntityContent[]
  ctSeries: readonly CtSeriesContent[]
  /** sorted by kind, key; variables sorted by key */
  layers: readonly LayerContent[]
  exclusions: readonly ExclusionContent[]
  riskModels: readonly RiskModelContent[]
}

export interface SourceFileRecord {
  /** manifest id */
  id: string
  path: string
  role: string
  format: string
  sha256: string
  bytes: number
  encoding: string | null
  delimiter: string | null
  rows: number | null
  columns: number | null
  tool: string | null
  version: string | null
  licence: string | null
  settings: Readonly<Record<string, unknown>>
}

/** Where the values of one layer stand in the files, packed by db/release/packProvenance.ts. */
export interface PackedProvenance {
  /** `<kind>:<key>` */
  layer: string
  detail: Uint8Array
}

export interface FindingRecord {
  severity: 'error' | 'warning' | 'note'
  rule: string
  file: string | null
  line: number | null
  column: string | null
  value: string | null
  message: string
  hint: string | null
}

/** Everything about the import that is no part of the content hash. */
export interface ReleaseRecord {
  importKey: string
  contentHash: string
  codeVersion: string
  manifest: Readonly<Record<string, unknown>>
  sourceFiles: readonly SourceFileRecord[]
  /** of the layers that were imported; derived releases stand on those of their import */
  provenance?: readonly PackedProvenance[]
  findings: readonly FindingRecord[]
  /** all findings of a rule, also those past the 100 kept */
  findingCounts: readonly { rule: string; severity: FindingRecord['severity']; count: number }[]
  /** absent for an import */
  descent?: Descent
}

/** What was computed on top of an import: deconvolution, a model, its scores. */
export interface DerivationRecord {
  /** the command that did it */
  command: string
  /** SHA-256 of all it depends on: what it read, settings, files, importer version */
  key: string
  settings: Readonly<Record<string, unknown>>
  /** references of what it read, `<kind>:<layer>` or `risk-model:<key>` */
  inputs: readonly string[]
  /** references of what it gave and what still stands of it */
  outputs: readonly string[]
  /** files it brought along, e.g. a signature matrix */
  sourceFiles: readonly SourceFileRecord[]
  findings: readonly FindingRecord[]
  findingCounts: ReleaseRecord['findingCounts']
  /** the release it read */
  base: { shortId: string; contentHash: string }
  codeVersion: string
}

/** Where a derived release comes from. */
export interface Descent {
  /** the release that was current; the new one is written only if it still is */
  derivedFromId: number
  /** the import at the root */
  importId: number
  /** oldest first; what a later one replaced has left the earlier ones */
  derivations: readonly DerivationRecord[]
}
