/** Rules of everything after the readers: the manifest, harmonising, linking, checks across files, deriving. */
import type { Severity } from './findings.ts'

interface Rule {
  severity: Severity
  meaning: string
}

const error = (meaning: string): Rule => ({ severity: 'error', meaning })
const warning = (meaning: string): Rule => ({ severity: 'warning', meaning })
const note = (meaning: string): Rule => ({ severity: 'note', meaning })

export const harmoniseRules = {
  // manifest and files
  'manifest-invalid': error('The manifest is not what its schema asks for.'),
  'question-unanswered': error('A question of the manifest that only a person can answer is still open.'),
  'format-unknown': error('The manifest names a format that no reader reads.'),
  'path-outside-root': error('A path leads outside the data folder, also by a symbolic link.'),
  'file-missing': error('A file of the manifest is not there.'),
  'file-changed': error('A file changed while it was read.'),
  'hash-differs': error('The bytes of a file are not those that the manifest vouches for.'),
  'hash-not-declared': warning(
    'The manifest vouches for no hash of a file, so a cut or replaced file cannot be told.',
  ),
  'rows-differ': error('A file does not have the number of rows or bytes that the manifest states.'),
  'end-unsure': warning('The last line of a file has no line end, so its last value may be cut.'),
  'feature-missing': warning('Some rows lack values of features.'),
  'correction-mismatch': error('A declared correction does not find the value that it corrects.'),
  'correction-applied': warning('A value was corrected as the manifest declares.'),
  // ids and rows
  'id-invalid': error('An id is not what the id rule of the manifest reads.'),
  'id-normalised': note('Ids were written with dots or in lower case.'),
  'barcode-lengths-mixed': error('A table mixes barcodes of patients and of specimens.'),
  'not-in-cohort': warning('A file holds patients who are not in the cohort; they are left out.'),
  'other-cohorts': note('A file holds patients of other cohorts too; they are left out.'),
  'rows-not-selected': note('Rows were left out by the selection that the manifest declares.'),
  'no-overlap': error('Less than a tenth of the ids of a file and of the cohort are the same.'),
  'duplicate-row': warning('A row is there twice with the same values; one was removed.'),
  'duplicate-conflict': error('Rows with one id have different values and no rule chooses between them.'),
  'duplicate-chosen': warning('Of rows with one id and different values the declared rule chose one.'),
  'files-agree': note('A value stands in two files and is the same.'),
  'files-disagree': error('A value stands in two files and differs.'),
  'variables-differ': error('Files of one layer do not have the same variables.'),
  'rows-collapsed': warning('Several rows of a patient became one.'),
  'rows-conflict': error('Rows of a patient state different values.'),
  'conflict-preferred': warning('Rows of a patient state different values; the declared rows decide.'),
  'conflict-missing': warning('Rows of a patient state different values; as declared, the value is missing.'),
  // specimens
  'not-primary-tumour': warning('Specimens that are no primary tumour do not stand for the patient.'),
  'several-aliquots': note('Several primary-tumour aliquots of a patient; one was chosen by the rule.'),
  'other-aliquot': note('A layer lacks the chosen aliquot; another one stands for the patient in it.'),
  // lesions and regions
  'lesions-tied': note(
    'Two lesions of a patient share the value that chooses; the first id stands for the patient.',
  ),
  // values
  'column-absent': error('A column that the manifest names is not in the file.'),
  'column-alias': warning('A declared column was found under another name.'),
  'ids-alike': warning('Ids of the cohort differ only in case, punctuation or leading zeros.'),
  'file-undeclared': warning('A file of data lies beside the manifest and is not in it.'),
  'column-type': error('A column holds text where numbers are declared, or the reverse.'),
  'code-unknown': error('A value is not among the codes or levels that the manifest declares.'),
  'out-of-range': error('A value is outside the range that is possible or declared.'),
  'column-empty': warning('A declared column has no value for anybody in the cohort.'),
  'feature-constant': warning('A feature has the same value in everybody.'),
  'feature-codes': note('Names of MIRP were led to codes of the IBSI; the value lists those without one.'),
  'feature-absent': warning('A feature has no value for anybody in the cohort.'),
  'personal-data': error('A column holds names or dates of birth.'),
  // outcome
  'time-negative': error('A survival time is negative.'),
  'time-rounded': note('A time in another unit came of whole days, which rounding in the file hid.'),
  'time-zero': warning('A survival time is 0 days; it is kept.'),
  'time-missing': warning('A status has no time; the patient is left out of this outcome.'),
  'time-unit-contradicted': error('A time column does not fit the unit that the manifest declares.'),
  'event-codes-swapped': warning('The event codes look swapped.'),
  // immune
  'method-unknown': error('The manifest names a deconvolution method that is not in the vocabulary.'),
  'cell-unknown': error('A column is no cell type of the method.'),
  'cell-repeated': note('A cell type stands in two columns with the same values.'),
  'cell-absent': warning('A cell type of the method is not in the file.'),
  'fractions-sum': error('Fractions of a sample do not add up to 1.'),
  'fractions-percent': error('Fractions look like percent.'),
  'fraction-negative': error('A fraction or an enrichment score is negative.'),
  'values-tiny': note('Values below 1e-12 are kept as written; the tool means zero.'),
  // expression
  'gene-invalid': error('A row is no gene of the declared kind of identifier.'),
  'gene-version-stripped': note('Versions were taken off Ensembl ids.'),
  'gene-duplicate': error('Several rows are one gene and no rule chooses between them.'),
  'gene-duplicate-joined': note('Several rows of one gene were joined by the declared rule.'),
  'expression-negative': error('An expression value is negative in a unit that has no negative values.'),
  'expression-unit-doubtful': warning('Expression values do not look like the declared unit.'),
  // CT series
  'series-repeated': note('A CT series is listed several times.'),
  'series-invalid': error('A CT series has no valid study or series identifier.'),
  // scores
  'probability-out-of-range': error('A probability is not between 0 and 1.'),
  'probability-missing': warning('Some rows lack a probability, so those patients have no score.'),
  'risk-group-differs': warning('The risk group in the file is not the recomputed one.'),
  'risk-model-missing': error('The risk model that the manifest applies is not in the database.'),
  'risk-model-not-trained': error('A risk model cannot be trained on these patients.'),
  'cutoff-from-elsewhere': warning('The cutoff between risk groups was found in another cohort.'),
  // what is computed on top of a release
  'cohort-unknown': error('There is no cohort of this name in the database.'),
  'layer-imported': error('A computed layer would replace one that was imported.'),
  'derived-stale': warning('A computed result rests on something that was replaced; it was taken out.'),
  'derived-gone': warning('The import does not carry on what was computed on the release before it.'),
  // models
  'training-invalid': error('The training file is not what its schema asks for.'),
  'training-warning': warning('The training says of itself what to know before believing it.'),
  'model-layer': error(
    'A layer that a model is made of or applied to is not there, or not of the right kind of rows.',
  ),
  'model-variable': error('A variable that a training file names has no value for each patient.'),
  'model-outcome': error('The outcome of a training file is no category with these levels.'),
  'model-unknown': error('There is no such model.'),
  'model-invalid': error('A model file cannot be applied.'),
  'model-features': error('The cohort lacks features of the model.'),
  'rival-lacking': note('A rival model has no features in this cohort, so it does not stand beside.'),
  'outside-training': warning('Patients have features beyond the range that the model was trained on.'),
  'expression-missing': error('The release has no expression layer that could be deconvolved.'),
  'expression-unit-unknown': error('The unit of an expression layer is none that is known.'),
  'expression-unit-contradicted': error(
    'The values of an expression layer are not what its manifest declares, so nothing is computed from them.',
  ),
  'genes-unnamed': error('An expression layer names genes by ids that no signature has.'),
  'genes-left-out': note('Genes without a symbol, or with missing values, were not used.'),
  'deconvolution-refused': error('The matrix or the reference cannot be deconvolved.'),
  'reference-unsuited': error('A reference, or a file that belongs to it, is not what the method needs.'),
  'deconvolution-doubtful': warning(
    'Something about the matrix, the reference or the fit makes the result doubtful.',
  ),
  'layer-empty': error('A layer has no rows for anybody in the cohort.'),
} as const satisfies Record<string, Rule>
