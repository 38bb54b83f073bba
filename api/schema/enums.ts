import { builder } from '../builder.ts'

export const LayerKind = builder.enumType('LayerKind', {
  description: 'What kind of thing a layer holds.',
  values: {
    CLINICAL: { value: 'clinical', description: 'Patient and tumour characteristics.' },
    OUTCOME: { value: 'outcome', description: 'Time-to-event endpoints.' },
    RESPONSE: { value: 'response', description: 'Response to treatment.' },
    IMAGING: { value: 'imaging', description: 'Features measured on images.' },
    EXPRESSION: { value: 'expression', description: 'Gene expression.' },
    IMMUNE: { value: 'immune', description: 'Immune composition by one deconvolution method.' },
    SCORE: { value: 'score', description: 'Scores and probabilities of a model.' },
  } as const,
})

export const EntityKind = builder.enumType('EntityKind', {
  description: 'What one row of a layer stands for.',
  values: {
    PATIENT: { value: 'patient', description: 'A patient.' },
    SPECIMEN: { value: 'specimen', description: 'A specimen or aliquot of a patient.' },
    LESION: { value: 'lesion', description: 'A tumour of a patient.' },
    REGION: { value: 'region', description: 'A region inside a tumour.' },
    READING: { value: 'reading', description: 'One reader’s assessment.' },
  } as const,
})

export const VariableType = builder.enumType('VariableType', {
  description: 'How the values of a variable are to be read.',
  values: {
    NUMBER: { value: 'number', description: 'A number.' },
    CATEGORY: { value: 'category', description: 'One of a list of levels.' },
    ENDPOINT: { value: 'endpoint', description: 'A time together with whether the event happened.' },
  } as const,
})

export const VariableRole = builder.enumType('VariableRole', {
  description: 'What part a variable plays in its layer.',
  values: {
    MEASURE: { value: 'measure', description: 'One of the things that the method measures.' },
    QUALITY: { value: 'quality', description: 'Says how far a row can be trusted.' },
    TOTAL: { value: 'total', description: 'A sum or score made of measures.' },
  } as const,
})

export const Severity = builder.enumType('Severity', {
  description: 'How grave a finding of the import is.',
  values: {
    ERROR: { value: 'error', description: 'The import is refused.' },
    WARNING: { value: 'warning', description: 'Imported, but worth knowing.' },
    NOTE: { value: 'note', description: 'Something that was normalised and recorded.' },
  } as const,
})
