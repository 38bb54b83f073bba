/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type CategoriesGroupingInput = {
  groups?: Array<GroupMembersInput> | null | undefined;
  variable: string;
};

export type CompareGroupsInput = {
  family?: FamilyChoice | null | undefined;
  grouping: GroupingInput;
  /** Layer reference of an immune method, e.g. immune:cibersort-lm22 */
  method: string;
  permutations?: number | null | undefined;
  quality?: QualityChoice | null | undefined;
  release: string;
  seed?: number | null | undefined;
  test?: Test | null | undefined;
};

export type FamilyChoice =
  | 'METHOD'
  | 'THREE_CELLS';

export type GroupMembersInput = {
  label: string;
  members: Array<string>;
};

/** Exactly one field. */
export type GroupingInput =
  {   categories: CategoriesGroupingInput; median?: never; patients?: never; quantiles?: never; riskModel?: never; threshold?: never; }
  |  { categories?: never;   median: VariableGroupingInput; patients?: never; quantiles?: never; riskModel?: never; threshold?: never; }
  |  { categories?: never; median?: never;   patients: PatientsGroupingInput; quantiles?: never; riskModel?: never; threshold?: never; }
  |  { categories?: never; median?: never; patients?: never;   quantiles: QuantilesGroupingInput; riskModel?: never; threshold?: never; }
  |  { categories?: never; median?: never; patients?: never; quantiles?: never;   /** HIGH risk against LOW risk by the cutoff of a stored model */
  riskModel: RiskModelGroupingInput; threshold?: never; }
  |  { categories?: never; median?: never; patients?: never; quantiles?: never; riskModel?: never;   threshold: ThresholdGroupingInput; };

export type LayerKind =
  | 'CLINICAL'
  | 'EXPRESSION'
  | 'IMAGING'
  | 'IMMUNE'
  | 'OUTCOME'
  | 'RESPONSE'
  | 'SCORE';

export type PatientsGroupingInput = {
  groups: Array<GroupMembersInput>;
};

export type QualityChoice =
  | 'FILTER'
  | 'MARK';

export type QuantilesGroupingInput = {
  count: number;
  variable: string;
};

export type RiskModelGroupingInput = {
  model: string;
  score?: string | null | undefined;
};

export type Test =
  | 'PERMUTATION'
  | 'WELCH'
  | 'WILCOXON';

export type ThresholdGroupingInput = {
  cutoff: number;
  variable: string;
};

export type VariableGroupingInput = {
  variable: string;
};

export type VariableType =
  | 'CATEGORY'
  | 'ENDPOINT'
  | 'NUMBER';

export type CohortsQueryVariables = Exact<{ [key: string]: never; }>;


export type CohortsQuery = { cohorts: Array<{ slug: string, title: string, description: string, disease: string, imaging: string | null, simulated: boolean, licence: string, release: { id: string, number: number, createdAt: string, counts: { patients: number, patientsWithCt: number, patientsWithImaging: number, patientsWithRna: number, patientsWithImmune: number, patientsWithOutcome: number, patientsWithScore: number, layers: number, variables: number }, layers: Array<{ ref: string, label: string }> } }> };

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


export const CohortsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Cohorts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cohorts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"disease"}},{"kind":"Field","name":{"kind":"Name","value":"imaging"}},{"kind":"Field","name":{"kind":"Name","value":"simulated"}},{"kind":"Field","name":{"kind":"Name","value":"licence"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patients"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithCt"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithImaging"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithRna"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithImmune"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithOutcome"}},{"kind":"Field","name":{"kind":"Name","value":"patientsWithScore"}},{"kind":"Field","name":{"kind":"Name","value":"layers"}},{"kind":"Field","name":{"kind":"Name","value":"variables"}}]}},{"kind":"Field","name":{"kind":"Name","value":"layers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"EnumValue","value":"IMMUNE"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CohortsQuery, CohortsQueryVariables>;
export const VariableSearchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VariableSearch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"release"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"layer"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kind"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LayerKind"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"type"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"VariableType"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"release"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"hash"},"value":{"kind":"Variable","name":{"kind":"Name","value":"release"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"variables"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"layer"},"value":{"kind":"Variable","name":{"kind":"Name","value":"layer"}}},{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kind"}}},{"kind":"Argument","name":{"kind":"Name","value":"type"},"value":{"kind":"Variable","name":{"kind":"Name","value":"type"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"levels"}},{"kind":"Field","name":{"kind":"Name","value":"layer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<VariableSearchQuery, VariableSearchQueryVariables>;
export const CompareCellsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CompareCells"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompareGroupsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"compareGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grouping"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"groups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"n"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cell"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cells"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"variable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TwoGroups"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"estimate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"level"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectSize"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"high"}}]}},{"kind":"Field","name":{"kind":"Name","value":"logP"}},{"kind":"Field","name":{"kind":"Name","value":"pValue"}},{"kind":"Field","name":{"kind":"Name","value":"qValue"}},{"kind":"Field","name":{"kind":"Name","value":"groups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"nMissing"}},{"kind":"Field","name":{"kind":"Name","value":"nZero"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ManyGroups"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"logP"}},{"kind":"Field","name":{"kind":"Name","value":"pValue"}},{"kind":"Field","name":{"kind":"Name","value":"qValue"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotTestable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CompareCellsQuery, CompareCellsQueryVariables>;