/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Levels of a category as groups. */
export type CategoriesGroupingInput = {
  /** Merges and orders levels; levels not named are left out with a reason. Without it every level is a group. */
  groups?: Array<GroupMembersInput> | null | undefined;
  /** Reference of a category. */
  variable: string;
};

/** The specification of a comparison; its address is the hash of it. */
export type CompareGroupsInput = {
  /** Which hypotheses q is adjusted over. */
  family?: FamilyChoice | null | undefined;
  /** How patients are grouped. */
  grouping: GroupingInput;
  /** Layer reference of an immune method, e.g. "immune:cibersort-lm22". */
  method: string;
  /** Random permutations, 100 to 100,000; only for the permutation test. */
  permutations?: number | null | undefined;
  /** What to do with rows that fail the method’s own check. */
  quality?: QualityChoice | null | undefined;
  /** Short id or content hash of the release. */
  release: string;
  /** Seed of the permutations. */
  seed?: number | null | undefined;
  /** Which test. */
  test?: Test | null | undefined;
};

/** What one row of a layer stands for. */
export type EntityKind =
  /** A tumour of a patient. */
  | 'LESION'
  /** A patient. */
  | 'PATIENT'
  /** One reader’s assessment. */
  | 'READING'
  /** A region inside a tumour. */
  | 'REGION'
  /** A specimen or aliquot of a patient. */
  | 'SPECIMEN';

/** Which hypotheses q is adjusted over. */
export type FamilyChoice =
  /** All cells of the method. */
  | 'METHOD'
  /** Plasma cells, M1 and M2 only: right only if no other cell was looked at. */
  | 'THREE_CELLS';

/** One group and who or what is in it. */
export type GroupMembersInput = {
  /** Label of the group. */
  label: string;
  /** Levels of the category, or submitter ids of patients. */
  members: Array<string>;
};

/** How patients are put into groups. Exactly one field. */
export type GroupingInput =
  {   /** By levels of a category. */
  categories: CategoriesGroupingInput; median?: never; patients?: never; quantiles?: never; riskModel?: never; threshold?: never; }
  |  { categories?: never;   /** By the median of a number. */
  median: VariableGroupingInput; patients?: never; quantiles?: never; riskModel?: never; threshold?: never; }
  |  { categories?: never; median?: never;   /** By lists of patients. */
  patients: PatientsGroupingInput; quantiles?: never; riskModel?: never; threshold?: never; }
  |  { categories?: never; median?: never; patients?: never;   /** By quantiles of a number. */
  quantiles: QuantilesGroupingInput; riskModel?: never; threshold?: never; }
  |  { categories?: never; median?: never; patients?: never; quantiles?: never;   /** By a stored risk model. */
  riskModel: RiskModelGroupingInput; threshold?: never; }
  |  { categories?: never; median?: never; patients?: never; quantiles?: never; riskModel?: never;   /** By a given number. */
  threshold: ThresholdGroupingInput; };

/** What kind of thing a layer holds. */
export type LayerKind =
  /** Patient and tumour characteristics. */
  | 'CLINICAL'
  /** Gene expression. */
  | 'EXPRESSION'
  /** Features measured on images. */
  | 'IMAGING'
  /** Immune composition by one deconvolution method. */
  | 'IMMUNE'
  /** Time-to-event endpoints. */
  | 'OUTCOME'
  /** Response to treatment. */
  | 'RESPONSE'
  /** Scores and probabilities of a model. */
  | 'SCORE';

/** Lists of patients as groups. */
export type PatientsGroupingInput = {
  /** The groups in order; nobody may be in two. */
  groups: Array<GroupMembersInput>;
};

/** What to do with rows that fail the method’s own check. */
export type QualityChoice =
  /** Leave them out. This selects infiltrated tumours, and the answer says so. */
  | 'FILTER'
  /** Keep them and mark them. */
  | 'MARK';

/** Groups of about the same size by quantiles of a number, highest first. */
export type QuantilesGroupingInput = {
  /** How many groups, 2 to 10; 3 are tertiles. */
  count: number;
  /** Reference of a number. */
  variable: string;
};

/** High against low risk by the cutoff of a stored model. */
export type RiskModelGroupingInput = {
  /** Id of the risk model. */
  model: string;
  /** Reference of the score that the cutoff is applied to. */
  score?: string | null | undefined;
};

/** How grave a finding of the import is. */
export type Severity =
  /** The import is refused. */
  | 'ERROR'
  /** Something that was normalised and recorded. */
  | 'NOTE'
  /** Imported, but worth knowing. */
  | 'WARNING';

/** Which test compares two groups. */
export type Test =
  /** Permutation of the group labels, seeded. */
  | 'PERMUTATION'
  /** Welch’s t-test, unequal variances. */
  | 'WELCH'
  /** Wilcoxon rank-sum test; exact where possible. */
  | 'WILCOXON';

/** Above a given number against at or below it. */
export type ThresholdGroupingInput = {
  /** The number, in the unit of the variable. */
  cutoff: number;
  /** Reference of a number. */
  variable: string;
};

/** Above the median of a number against at or below it. */
export type VariableGroupingInput = {
  /** Reference of a number. */
  variable: string;
};

/** How the values of a variable are to be read. */
export type VariableType =
  /** One of a list of levels. */
  | 'CATEGORY'
  /** A time together with whether the event happened. */
  | 'ENDPOINT'
  /** A number. */
  | 'NUMBER';

export type CohortReleaseFragment = { id: string, number: number, contentHash: string, codeVersion: string, createdAt: string, current: boolean, counts: { patients: number, specimens: number, ctSeries: number, patientsWithCt: number, patientsWithImaging: number, patientsWithRna: number, patientsWithImmune: number, patientsWithOutcome: number, patientsWithScore: number, layers: number, variables: number }, layers: Array<{ ref: string, kind: LayerKind, label: string, entity: EntityKind, unit: string, method: string, description: string, variableCount: number, patientCount: number, quality: { label: string, op: string, threshold: number, nPassing: number, n: number, description: string } | null }>, files: Array<{ id: string, path: string, role: string, format: string, sha256: string, bytes: number, rows: number | null, columns: number | null, tool: string | null, version: string | null, licence: string | null, settings: string }>, findingCounts: Array<{ rule: string, severity: Severity, count: number }> };

export type CohortQueryVariables = Exact<{
  slug: string;
}>;


export type CohortQuery = { cohort: { slug: string, title: string, description: string, disease: string, imaging: string | null, simulated: boolean, licence: string, citations: Array<string>, releases: Array<{ id: string, number: number, createdAt: string, current: boolean }>, release: { id: string, number: number, contentHash: string, codeVersion: string, createdAt: string, current: boolean, counts: { patients: number, specimens: number, ctSeries: number, patientsWithCt: number, patientsWithImaging: number, patientsWithRna: number, patientsWithImmune: number, patientsWithOutcome: number, patientsWithScore: number, layers: number, variables: number }, layers: Array<{ ref: string, kind: LayerKind, label: string, entity: EntityKind, unit: string, method: string, description: string, variableCount: number, patientCount: number, quality: { label: string, op: string, threshold: number, nPassing: number, n: number, description: string } | null }>, files: Array<{ id: string, path: string, role: string, format: string, sha256: string, bytes: number, rows: number | null, columns: number | null, tool: string | null, version: string | null, licence: string | null, settings: string }>, findingCounts: Array<{ rule: string, severity: Severity, count: number }> } } | null };

export type OldReleaseQueryVariables = Exact<{
  hash: string;
}>;


export type OldReleaseQuery = { release: { id: string, number: number, contentHash: string, codeVersion: string, createdAt: string, current: boolean, cohort: { slug: string }, counts: { patients: number, specimens: number, ctSeries: number, patientsWithCt: number, patientsWithImaging: number, patientsWithRna: number, patientsWithImmune: number, patientsWithOutcome: number, patientsWithScore: number, layers: number, variables: number }, layers: Array<{ ref: string, kind: LayerKind, label: string, entity: EntityKind, unit: string, method: string, description: string, variableCount: number, patientCount: number, quality: { label: string, op: string, threshold: number, nPassing: number, n: number, description: string } | null }>, files: Array<{ id: string, path: string, role: string, format: string, sha256: string, bytes: number, rows: number | null, columns: number | null, tool: string | null, version: string | null, licence: string | null, settings: string }>, findingCounts: Array<{ rule: string, severity: Severity, count: number }> } | null };

export type CohortsQueryVariables = Exact<{ [key: string]: never; }>;


export type CohortsQuery = { cohorts: Array<{ slug: string, title: string, description: string, disease: string, imaging: string | null, simulated: boolean, licence: string, release: { id: string, number: number, createdAt: string, counts: { patients: number, patientsWithCt: number, patientsWithImaging: number, patientsWithRna: number, patientsWithImmune: number, patientsWithOutcome: number, patientsWithScore: number, layers: number, variables: number }, layers: Array<{ ref: string, label: string }> } }> };

export type ExclusionsQueryVariables = Exact<{
  release: string;
  after?: string | null | undefined;
}>;


export type ExclusionsQuery = { release: { id: string, exclusions: { totalCount: number, hasNextPage: boolean, endCursor: string | null, nodes: Array<{ scope: string, subject: string, patient: string | null, code: string, reason: string }> } } | null };

export type FindingsQueryVariables = Exact<{
  release: string;
  severity?: Severity | null | undefined;
  after?: string | null | undefined;
}>;


export type FindingsQuery = { release: { id: string, findings: { totalCount: number, hasNextPage: boolean, endCursor: string | null, nodes: Array<{ severity: Severity, rule: string, file: string | null, line: number | null, column: string | null, value: string | null, message: string, hint: string | null }> } } | null };

export type VariableSearchQueryVariables = Exact<{
  release: string;
  search?: string | null | undefined;
  layer?: string | null | undefined;
  kind?: LayerKind | null | undefined;
  type?: VariableType | null | undefined;
}>;


export type VariableSearchQuery = { release: { id: string, variables: { totalCount: number, nodes: Array<{ ref: string, label: string, unit: string, type: VariableType, levels: Array<string> | null, layer: { ref: string, label: string, kind: LayerKind } }> } } | null };

export type CompareCellsQueryVariables = Exact<{
  input: CompareGroupsInput;
}>;


export type CompareCellsQuery = { compareGroups: { id: string, release: { id: string }, grouping: { label: string, groups: Array<{ key: string, label: string, n: number }> }, answer: Array<{ cell: string, text: string }>, cells: Array<{ variable: { ref: string, label: string, unit: string }, result:
        | { __typename: 'ManyGroups', method: string, logP: number, pValue: number | null, qValue: number | null }
        | { __typename: 'NotTestable', reason: string }
        | { __typename: 'TwoGroups', method: string, logP: number, pValue: number | null, qValue: number | null, estimate: { value: number | null, low: number | null, high: number | null, level: number }, effectSize: { name: string, value: number | null, low: number | null, high: number | null }, groups: Array<{ label: string, n: number, nMissing: number, nZero: number }> }
       }> } };

export const CohortReleaseFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CohortRelease"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Release"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"contentHash"}},{"kind":"Field","name":{"kind":"Name","value":"codeVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patients"}},{"kind":"Field","name":{"kind":"Name","value":"specimens"}},{"kind":"Field","name":{"kind":"Name","value":"ctSeries"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithCt"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithImaging"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithRna"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithImmune"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithOutcome"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithScore"}},{"kind":"Field","name":{"kind":"Name","value":"layers"}},{"kind":"Field","name":{"kind":"Name","value":"variables"}}]}},{"kind":"Field","name":{"kind":"Name","value":"layers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"entity"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"variableCount"}},{"kind":"Field","name":{"kind":"Name","value":"patientCount"}},{"kind":"Field","name":{"kind":"Name","value":"quality"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"op"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"nPassing"}},{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"tool"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"licence"}},{"kind":"Field","name":{"kind":"Name","value":"settings"}}]}},{"kind":"Field","name":{"kind":"Name","value":"findingCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<CohortReleaseFragment, unknown>;
export const CohortDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Cohort"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cohort"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"disease"}},{"kind":"Field","name":{"kind":"Name","value":"imaging"}},{"kind":"Field","name":{"kind":"Name","value":"simulated"}},{"kind":"Field","name":{"kind":"Name","value":"licence"}},{"kind":"Field","name":{"kind":"Name","value":"citations"}},{"kind":"Field","name":{"kind":"Name","value":"releases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"current"}}]}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CohortRelease"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CohortRelease"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Release"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"contentHash"}},{"kind":"Field","name":{"kind":"Name","value":"codeVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patients"}},{"kind":"Field","name":{"kind":"Name","value":"specimens"}},{"kind":"Field","name":{"kind":"Name","value":"ctSeries"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithCt"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithImaging"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithRna"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithImmune"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithOutcome"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithScore"}},{"kind":"Field","name":{"kind":"Name","value":"layers"}},{"kind":"Field","name":{"kind":"Name","value":"variables"}}]}},{"kind":"Field","name":{"kind":"Name","value":"layers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"entity"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"variableCount"}},{"kind":"Field","name":{"kind":"Name","value":"patientCount"}},{"kind":"Field","name":{"kind":"Name","value":"quality"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"op"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"nPassing"}},{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"tool"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"licence"}},{"kind":"Field","name":{"kind":"Name","value":"settings"}}]}},{"kind":"Field","name":{"kind":"Name","value":"findingCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<CohortQuery, CohortQueryVariables>;
export const OldReleaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OldRelease"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hash"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"release"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"hash"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hash"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CohortRelease"}},{"kind":"Field","name":{"kind":"Name","value":"cohort"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CohortRelease"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Release"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"contentHash"}},{"kind":"Field","name":{"kind":"Name","value":"codeVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patients"}},{"kind":"Field","name":{"kind":"Name","value":"specimens"}},{"kind":"Field","name":{"kind":"Name","value":"ctSeries"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithCt"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithImaging"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithRna"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithImmune"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithOutcome"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithScore"}},{"kind":"Field","name":{"kind":"Name","value":"layers"}},{"kind":"Field","name":{"kind":"Name","value":"variables"}}]}},{"kind":"Field","name":{"kind":"Name","value":"layers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"entity"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"variableCount"}},{"kind":"Field","name":{"kind":"Name","value":"patientCount"}},{"kind":"Field","name":{"kind":"Name","value":"quality"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"op"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"nPassing"}},{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"tool"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"licence"}},{"kind":"Field","name":{"kind":"Name","value":"settings"}}]}},{"kind":"Field","name":{"kind":"Name","value":"findingCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<OldReleaseQuery, OldReleaseQueryVariables>;
export const CohortsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Cohorts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cohorts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"disease"}},{"kind":"Field","name":{"kind":"Name","value":"imaging"}},{"kind":"Field","name":{"kind":"Name","value":"simulated"}},{"kind":"Field","name":{"kind":"Name","value":"licence"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patients"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithCt"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithImaging"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithRna"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithImmune"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithOutcome"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithScore"}},{"kind":"Field","name":{"kind":"Name","value":"layers"}},{"kind":"Field","name":{"kind":"Name","value":"variables"}}]}},{"kind":"Field","name":{"kind":"Name","value":"layers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"EnumValue","value":"IMMUNE"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CohortsQuery, CohortsQueryVariables>;
export const ExclusionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Exclusions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"release"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"release"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"hash"},"value":{"kind":"Variable","name":{"kind":"Name","value":"release"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"exclusions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"500"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"patient"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExclusionsQuery, ExclusionsQueryVariables>;
export const FindingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Findings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"release"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"severity"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Severity"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"release"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"hash"},"value":{"kind":"Variable","name":{"kind":"Name","value":"release"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"findings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"severity"},"value":{"kind":"Variable","name":{"kind":"Name","value":"severity"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"file"}},{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FindingsQuery, FindingsQueryVariables>;
export const VariableSearchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VariableSearch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"release"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"layer"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kind"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LayerKind"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"type"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"VariableType"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"release"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"hash"},"value":{"kind":"Variable","name":{"kind":"Name","value":"release"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"variables"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"layer"},"value":{"kind":"Variable","name":{"kind":"Name","value":"layer"}}},{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kind"}}},{"kind":"Argument","name":{"kind":"Name","value":"type"},"value":{"kind":"Variable","name":{"kind":"Name","value":"type"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"levels"}},{"kind":"Field","name":{"kind":"Name","value":"layer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<VariableSearchQuery, VariableSearchQueryVariables>;
export const CompareCellsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CompareCells"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompareGroupsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"compareGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grouping"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"groups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"n"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cell"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cells"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"variable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TwoGroups"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"estimate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"level"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectSize"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"high"}}]}},{"kind":"Field","name":{"kind":"Name","value":"logP"}},{"kind":"Field","name":{"kind":"Name","value":"pValue"}},{"kind":"Field","name":{"kind":"Name","value":"qValue"}},{"kind":"Field","name":{"kind":"Name","value":"groups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"nMissing"}},{"kind":"Field","name":{"kind":"Name","value":"nZero"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ManyGroups"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"logP"}},{"kind":"Field","name":{"kind":"Name","value":"pValue"}},{"kind":"Field","name":{"kind":"Name","value":"qValue"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotTestable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CompareCellsQuery, CompareCellsQueryVariables>;