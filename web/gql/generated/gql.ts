/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query Cohorts {\n  cohorts {\n    slug\n    title\n    description\n    disease\n    imaging\n    simulated\n    licence\n    release {\n      id\n      number\n      createdAt\n      counts {\n        patients\n        patientsWithCt\n        patientsWithImaging\n        patientsWithRna\n        patientsWithImmune\n        patientsWithOutcome\n        patientsWithScore\n        layers\n        variables\n      }\n      layers(kind: IMMUNE) {\n        ref\n        label\n      }\n    }\n  }\n}": typeof types.CohortsDocument,
    "query VariableSearch($release: ID!, $search: String, $layer: ID, $kind: LayerKind, $type: VariableType) {\n  release(hash: $release) {\n    id\n    variables(search: $search, layer: $layer, kind: $kind, type: $type, first: 50) {\n      totalCount\n      nodes {\n        ref\n        label\n        unit\n        type\n        levels\n        layer {\n          ref\n          label\n          kind\n        }\n      }\n    }\n  }\n}": typeof types.VariableSearchDocument,
    "query CompareCells($input: CompareGroupsInput!) {\n  compareGroups(input: $input) {\n    id\n    release {\n      id\n    }\n    grouping {\n      label\n      groups {\n        key\n        label\n        n\n      }\n    }\n    answer {\n      cell\n      text\n    }\n    cells {\n      variable {\n        ref\n        label\n        unit\n      }\n      result {\n        __typename\n        ... on TwoGroups {\n          method\n          estimate {\n            value\n            low\n            high\n            level\n          }\n          effectSize {\n            name\n            value\n            low\n            high\n          }\n          logP\n          pValue\n          qValue\n          groups {\n            label\n            n\n            nMissing\n            nZero\n          }\n        }\n        ... on ManyGroups {\n          method\n          logP\n          pValue\n          qValue\n        }\n        ... on NotTestable {\n          reason\n        }\n      }\n    }\n  }\n}": typeof types.CompareCellsDocument,
};
const documents: Documents = {
    "query Cohorts {\n  cohorts {\n    slug\n    title\n    description\n    disease\n    imaging\n    simulated\n    licence\n    release {\n      id\n      number\n      createdAt\n      counts {\n        patients\n        patientsWithCt\n        patientsWithImaging\n        patientsWithRna\n        patientsWithImmune\n        patientsWithOutcome\n        patientsWithScore\n        layers\n        variables\n      }\n      layers(kind: IMMUNE) {\n        ref\n        label\n      }\n    }\n  }\n}": types.CohortsDocument,
    "query VariableSearch($release: ID!, $search: String, $layer: ID, $kind: LayerKind, $type: VariableType) {\n  release(hash: $release) {\n    id\n    variables(search: $search, layer: $layer, kind: $kind, type: $type, first: 50) {\n      totalCount\n      nodes {\n        ref\n        label\n        unit\n        type\n        levels\n        layer {\n          ref\n          label\n          kind\n        }\n      }\n    }\n  }\n}": types.VariableSearchDocument,
    "query CompareCells($input: CompareGroupsInput!) {\n  compareGroups(input: $input) {\n    id\n    release {\n      id\n    }\n    grouping {\n      label\n      groups {\n        key\n        label\n        n\n      }\n    }\n    answer {\n      cell\n      text\n    }\n    cells {\n      variable {\n        ref\n        label\n        unit\n      }\n      result {\n        __typename\n        ... on TwoGroups {\n          method\n          estimate {\n            value\n            low\n            high\n            level\n          }\n          effectSize {\n            name\n            value\n            low\n            high\n          }\n          logP\n          pValue\n          qValue\n          groups {\n            label\n            n\n            nMissing\n            nZero\n          }\n        }\n        ... on ManyGroups {\n          method\n          logP\n          pValue\n          qValue\n        }\n        ... on NotTestable {\n          reason\n        }\n      }\n    }\n  }\n}": types.CompareCellsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Cohorts {\n  cohorts {\n    slug\n    title\n    description\n    disease\n    imaging\n    simulated\n    licence\n    release {\n      id\n      number\n      createdAt\n      counts {\n        patients\n        patientsWithCt\n        patientsWithImaging\n        patientsWithRna\n        patientsWithImmune\n        patientsWithOutcome\n        patientsWithScore\n        layers\n        variables\n      }\n      layers(kind: IMMUNE) {\n        ref\n        label\n      }\n    }\n  }\n}"): (typeof documents)["query Cohorts {\n  cohorts {\n    slug\n    title\n    description\n    disease\n    imaging\n    simulated\n    licence\n    release {\n      id\n      number\n      createdAt\n      counts {\n        patients\n        patientsWithCt\n        patientsWithImaging\n        patientsWithRna\n        patientsWithImmune\n        patientsWithOutcome\n        patientsWithScore\n        layers\n        variables\n      }\n      layers(kind: IMMUNE) {\n        ref\n        label\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query VariableSearch($release: ID!, $search: String, $layer: ID, $kind: LayerKind, $type: VariableType) {\n  release(hash: $release) {\n    id\n    variables(search: $search, layer: $layer, kind: $kind, type: $type, first: 50) {\n      totalCount\n      nodes {\n        ref\n        label\n        unit\n        type\n        levels\n        layer {\n          ref\n          label\n          kind\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query VariableSearch($release: ID!, $search: String, $layer: ID, $kind: LayerKind, $type: VariableType) {\n  release(hash: $release) {\n    id\n    variables(search: $search, layer: $layer, kind: $kind, type: $type, first: 50) {\n      totalCount\n      nodes {\n        ref\n        label\n        unit\n        type\n        levels\n        layer {\n          ref\n          label\n          kind\n        }\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CompareCells($input: CompareGroupsInput!) {\n  compareGroups(input: $input) {\n    id\n    release {\n      id\n    }\n    grouping {\n      label\n      groups {\n        key\n        label\n        n\n      }\n    }\n    answer {\n      cell\n      text\n    }\n    cells {\n      variable {\n        ref\n        label\n        unit\n      }\n      result {\n        __typename\n        ... on TwoGroups {\n          method\n          estimate {\n            value\n            low\n            high\n            level\n          }\n          effectSize {\n            name\n            value\n            low\n            high\n          }\n          logP\n          pValue\n          qValue\n          groups {\n            label\n            n\n            nMissing\n            nZero\n          }\n        }\n        ... on ManyGroups {\n          method\n          logP\n          pValue\n          qValue\n        }\n        ... on NotTestable {\n          reason\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query CompareCells($input: CompareGroupsInput!) {\n  compareGroups(input: $input) {\n    id\n    release {\n      id\n    }\n    grouping {\n      label\n      groups {\n        key\n        label\n        n\n      }\n    }\n    answer {\n      cell\n      text\n    }\n    cells {\n      variable {\n        ref\n        label\n        unit\n      }\n      result {\n        __typename\n        ... on TwoGroups {\n          method\n          estimate {\n            value\n            low\n            high\n            level\n          }\n          effectSize {\n            name\n            value\n            low\n            high\n          }\n          logP\n          pValue\n          qValue\n          groups {\n            label\n            n\n            nMissing\n            nZero\n          }\n        }\n        ... on ManyGroups {\n          method\n          logP\n          pValue\n          qValue\n        }\n        ... on NotTestable {\n          reason\n        }\n      }\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;