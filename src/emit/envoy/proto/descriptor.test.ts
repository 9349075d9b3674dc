import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { descriptorTexts } from '../generated/descriptor.js';
import type { DescriptorNode, FieldNode } from './descriptor.ts';
import { hasInvariants } from './invariants.ts';
import { isObject } from './problem.ts';

const folder = new URL('../../../../schemas/envoy/', import.meta.url);
const text = readFileSync(new URL('descriptor.json', folder), 'utf8');
const descriptor = JSON.parse(text) as Namespace;
const fields = fieldsOf(descriptor, '');

interface Namespace extends DescriptorNode {
  readonly nested?: Readonly<Record<string, Namespace>>;
}

interface NamedField {
  readonly message: string;
  readonly name: string;
  readonly spec: FieldNode;
}

function fieldsOf(namespace: Namespace, scope: string): readonly NamedField[] {
  return Object.entries(namespace.nested ?? {}).flatMap(
    ([step, node]: readonly [string, Namespace]) => {
      const message = scope === '' ? step : `${scope}.${step}`;
      const own = Object.entries(node.fields ?? {});
      return [...own.map(([name, spec]) => ({ message, name, spec })), ...fieldsOf(node, message)];
    },
  );
}

/** Paths of the rules, such as `repeated.items.string.min_len`. */
function rulePaths(rules: unknown, path: string): readonly string[] {
  if (!isObject(rules)) return [path];
  return Object.entries(rules).flatMap(([key, each]) => {
    if (path.startsWith('duration.') || /^duration$/.test(path)) return [`duration.${key}`];
    return rulePaths(each, path === '' ? key : `${path}.${key}`);
  });
}

test('the descriptor is the one of the manifest', () => {
  const manifest = JSON.parse(readFileSync(new URL('MANIFEST.json', folder), 'utf8')) as {
    readonly files: Readonly<Record<string, string>>;
  };
  const hash = createHash('sha256').update(text).digest('hex');
  expect(manifest.files).toEqual({ 'descriptor.json': hash });
});

test('the verifier gets every field of the descriptor, and the full names of their types', () => {
  const generated = Object.entries(descriptorTexts).flatMap(([message, json]) => {
    const node = JSON.parse(json) as DescriptorNode;
    return Object.entries(node.fields ?? {}).map(([name, spec]) => ({ message, name, spec }));
  });
  const withoutType = ({ message, name, spec: { rule, keyType, options } }: NamedField) => {
    return { message, name, rule, keyType, options };
  };
  expect(generated.map(withoutType)).toEqual(fields.map(withoutType));
  const known = new Set([...Object.keys(descriptorTexts), ...scalars]);
  expect(generated.filter(({ spec }) => !known.has(spec.type))).toEqual([]);
});

const scalars = [
  'string',
  'bytes',
  'bool',
  'double',
  'float',
  'int32',
  'int64',
  'uint32',
  'uint64',
];

test('the verifier knows every kind of rule that the API uses', () => {
  const paths = fields.flatMap(({ spec }) => rulePaths(spec.options?.rules, ''));
  const kinds = paths.map((path) => path.replace(/^(repeated\.items|map\.(keys|values))\./, ''));
  expect([...new Set(kinds)].filter((kind) => kind !== '').sort()).toEqual(knownRules);
});

const knownRules = [
  'any.required',
  'bool.const',
  'bytes.max_len',
  'bytes.min_len',
  'double.gt',
  'double.gte',
  'double.lte',
  'duration.gt',
  'duration.gte',
  'duration.lt',
  'duration.lte',
  'duration.required',
  'enum.defined_only',
  'enum.not_in',
  'int64.gt',
  'map.min_pairs',
  'message.required',
  'message.skip',
  'repeated.max_items',
  'repeated.min_items',
  'repeated.unique',
  'string.ignore_empty',
  'string.in',
  'string.max_bytes',
  'string.max_len',
  'string.min_len',
  'string.pattern',
  'string.prefix',
  'string.strict',
  'string.suffix',
  'string.well_known_regex',
  'uint32.gt',
  'uint32.gte',
  'uint32.ignore_empty',
  'uint32.lt',
  'uint32.lte',
  'uint64.gt',
  'uint64.gte',
  'uint64.lt',
  'uint64.lte',
];

test('every pattern of the API is linear for a backtracking engine', () => {
  const patterns = fields.flatMap(({ spec }) => patternsIn(spec.options?.rules));
  // Anchored, one repetition of one class: look at a new one before it is added here.
  expect([...new Set(patterns)].sort()).toEqual([
    '^[0-9a-zA-Z_\\-\\./~:]+$',
    '^[0-9a-zA-Z_\\-\\.~:]+$',
    '^[^?#]+[^?#/]$',
  ]);
});

function patternsIn(rules: unknown): readonly unknown[] {
  if (!isObject(rules)) return [];
  return Object.entries(rules).flatMap(([key, each]) =>
    key === 'pattern' ? [each] : patternsIn(each),
  );
}

test('an invariant looks at every field that names a cluster', () => {
  const naming = fields.filter(
    ({ name, spec }) =>
      spec.type === 'string' &&
      /(^|_)clusters?($|_name)/.test(name) &&
      spec.options?.deprecated === undefined,
  );
  const unseen = naming.filter(({ message }) => !hasInvariants(message));
  expect(unseen.map(({ message, name }) => `${message}.${name}`).sort()).toEqual(notReferences);
});

/** A node's own cluster, the name of a table of endpoints, and two messages that messages.txt does not let us emit. */
const notReferences: readonly string[] = [
  'envoy.config.core.v3.Node.cluster',
  'envoy.config.endpoint.v3.ClusterLoadAssignment.cluster_name',
  'envoy.config.metrics.v3.StatsdSink.tcp_cluster_name',
  'envoy.data.accesslog.v3.AccessLogCommon.upstream_cluster',
];

test('what the mapping leaves out below a version carries that version', () => {
  const since = (message: string, name: string) =>
    fields.find((field) => field.message === message && field.name === name)?.spec.options?.since;
  expect(since('envoy.config.bootstrap.v3.Admin', 'allow_paths')).toBe(37);
  expect(since('envoy.config.route.v3.RouteMatch', 'cookies')).toBe(37);
  const budget = 'envoy.config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget';
  expect(since(budget, 'budget_interval')).toBe(39);
  expect(since(budget, 'budget_percent')).toBeUndefined();
});
