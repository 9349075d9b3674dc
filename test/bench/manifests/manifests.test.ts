import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { afterAll, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { loadAssets } from '../../../src/assets/load.ts';
import { compile } from '../../../src/compile.ts';
import type { CompileOptions } from '../../../src/compile-options.ts';
import { manifestFiles } from './manifests.mjs';
import { defaultOptions } from './options.mjs';
import { writeManifests } from './write.mjs';
import { yamlText } from './yaml-text.mjs';

type Options = ReturnType<typeof defaultOptions>;

const folder = mkdtempSync(join(tmpdir(), 'gatewright-manifests-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function documentsOf(options: Options): readonly object[] {
  return [...manifestFiles(options)].flatMap(({ documents }) => documents);
}

function textOf(options: Options): string {
  return documentsOf(options)
    .map((document) => yamlText(document as Parameters<typeof yamlText>[0]))
    .join('---\n');
}

test('equal options give equal bytes, another seed others', () => {
  const options = defaultOptions(60);
  expect(textOf({ ...options })).toBe(textOf(options));
  expect(textOf({ ...options, seed: options.seed + 1 })).not.toBe(textOf(options));
});

test.each([
  { routes: 1, documents: 10 },
  { routes: 100, documents: 426 },
  { routes: 1000, documents: 4134 },
])('$routes routes make $documents documents', ({ routes, documents }) => {
  expect(documentsOf(defaultOptions(routes))).toHaveLength(documents);
});

// Each variant of options with everything that depends on a route's number.
const variants: readonly (readonly [string, Options])[] = [
  ['by hostname', defaultOptions(40)],
  ['on one host', { ...defaultOptions(40), oneHost: true }],
  ['to loopback', { ...defaultOptions(40), loopbackPort: 9000, httpPort: 8080, httpsPort: 8443 }],
  ['with TLS to backends', { ...defaultOptions(40), backendTls: true }],
];

test.each(variants)('every reader of YAML sees what was meant: %s', (_, options) => {
  const text = textOf(options);
  const meant = documentsOf(options);
  for (const version of ['1.1', '1.2'] as const) {
    const documents = parseAllDocuments(text, { version });
    const read = 'empty' in documents ? [] : documents;
    expect(read.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    expect(read.map((document): unknown => document.toJS())).toEqual(meant);
  }
  expect(loadAll(text)).toEqual(meant);
});

test.each(variants)('no two objects have one name: %s', (_, options) => {
  const names = (
    documentsOf(options) as { kind: string; metadata: { name: string; namespace?: string } }[]
  ).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
  expect(new Set(names).size).toBe(names.length);
});

const compileOptions: CompileOptions = {
  targets: ['nginx', 'envoy'],
  channel: 'standard',
  release: '1.7',
  gateways: [],
  gatewayClass: null,
  controllerName: null,
  addresses: [],
  usableAddresses: null,
  keepGoing: false,
  clusterDomain: 'cluster.local',
  endpoints: [],
  assumeSecrets: null,
  assumeServices: false,
  severities: {},
  lint: { now: null, certificateDays: 30 },
  sourceMap: false,
  target: {
    nginxVersion: { major: 1, minor: 28, patch: 0 },
    envoyVersion: { major: 1, minor: 36, patch: 0 },
    portOffset: 0,
    nginxVerification: 'exact',
    pathPolicy: 'strict',
    resolvers: [],
    systemTrust: '/etc/ssl/certs/ca-certificates.crt',
    socketFolder: '/run',
    configRoot: null,
  },
};

test.each(variants.slice(0, 2))(
  'every route is compiled, without errors: %s',
  async (_, options) => {
    const files = [{ name: 'all.yaml', text: textOf(options) }];
    const { diagnostics, summary } = compile(
      files,
      compileOptions,
      await loadAssets(compileOptions.targets),
    );
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(summary).toMatchObject({ gateways: options.gateways, routes: options.routes });
  },
);

test('both layouts hold the same documents, and their sizes are told', () => {
  const options = defaultOptions(5);
  const single = writeManifests(join(folder, 'single'), options, 'single');
  const split = writeManifests(join(folder, 'split'), options, 'split');
  const texts = readdirSync(join(folder, 'split'))
    .sort()
    .map((name) => readFileSync(join(folder, 'split', name), 'utf8'));
  const whole = readFileSync(join(folder, 'single', 'all.yaml'), 'utf8');
  expect(whole).toBe(texts.join('---\n'));
  expect(texts).toHaveLength(1 + options.routes);
  expect(single).toEqual({ documents: documentsOf(options).length, bytes: whole.length });
  expect(split).toEqual({ documents: single.documents, bytes: texts.join('').length });
});
