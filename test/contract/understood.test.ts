import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as understood from '../../src/model/understood.ts';
import type { FieldTree } from '../../src/model/understood.ts';
import { repository } from '../support/fixtures.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

function specSchema(plural: string): Schema {
  const group = `gateway.networking.${plural.startsWith('x') ? 'x-' : ''}k8s.io`;
  const file = `schemas/gateway-api/v1.7.0/experimental/${plural}.${group}.json`;
  const crd = JSON.parse(readFileSync(path.join(repository, file), 'utf8')) as {
    versions: { name: string; schema: Schema }[];
  };
  const version = plural.startsWith('x') ? 'v1alpha1' : 'v1';
  return crd.versions.find(({ name }) => name === version)?.schema.properties?.['spec'] ?? {};
}

/** Fields of the tree that the schema does not have. */
function missing(tree: FieldTree, schema: Schema, at: string): readonly string[] {
  if (tree === true) return [];
  const { properties } = schema.items ?? schema;
  return Object.entries(tree).flatMap(([field, inner]) => {
    const found = properties?.[field];
    return found === undefined ? [`${at}.${field}`] : missing(inner, found, `${at}.${field}`);
  });
}

test.each([
  ['gatewayclasses', understood.understoodGatewayClass],
  ['gateways', understood.understoodGateway],
  ['httproutes', understood.understoodHttpRoute],
  ['referencegrants', understood.understoodReferenceGrant],
  ['xbackends', understood.understoodXBackend],
  ['xbackendtrafficpolicies', understood.understoodBackendTrafficPolicy],
])('what we read of %s exists', (plural, tree) => {
  expect(missing(tree, specSchema(plural), 'spec')).toEqual([]);
});
