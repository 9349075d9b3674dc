import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CompileOptions, CompileResult } from '../../src/compile-options.ts';
import { renderText } from '../../src/diagnostics/render/text.ts';
import type { SourceFile } from '../../src/source/source-file.ts';

export const repository = path.resolve(import.meta.dirname, '../..');

/** One folder of fixtures: manifests, options, and what they compile to. */
export interface Fixture {
  /** Path below `fixtures/`. */
  readonly name: string;
  readonly folder: string;
  readonly inputs: readonly SourceFile[];
  readonly options: CompileOptions;
}

/** What the expectations of a case are called; everything else in its folder is input. */
const expectedFolder = 'expected';

const defaults: CompileOptions = {
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
  lint: { now: Date.parse('2026-06-01T00:00:00Z'), certificateDays: 30 },
  sourceMap: false,
  target: {
    nginxVersion: { major: 1, minor: 28, patch: 0 },
    envoyVersion: { major: 1, minor: 36, patch: 0 },
    portOffset: 0,
    nginxVerification: 'exact',
    pathPolicy: 'strict',
    resolvers: ['10.96.0.10'],
    systemTrust: '/etc/ssl/certs/ca-certificates.crt',
    socketFolder: '/run',
    configRoot: null,
  },
};

/** Options of a fixture's `case.json`, which names only what differs from the defaults. */
export function optionsWith(
  changes: Partial<Omit<CompileOptions, 'target'>> & { target?: Partial<CompileOptions['target']> },
): CompileOptions {
  return { ...defaults, ...changes, target: { ...defaults.target, ...changes.target } };
}

/** Every folder below `fixtures/` that holds manifests of its own, sorted; `FILTER` narrows. */
export function listFixtures(filter = process.env['FILTER'] ?? ''): readonly Fixture[] {
  const root = path.join(repository, 'fixtures');
  const folders = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => path.relative(root, entry.parentPath).split(path.sep).join('/'))
    .filter((folder) => !/(^|\/)(corpus|hostile|expected|route-tests)(\/|$)/.test(folder));
  return [...new Set(folders)]
    .sort()
    .filter((name) => name.startsWith(filter))
    .map((name) => readFixture(name, path.join(root, name)));
}

function readFixture(name: string, folder: string): Fixture {
  const files = readdirSync(folder).sort();
  const inputs = files
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => ({ name: file, text: readFileSync(path.join(folder, file), 'utf8') }));
  const changes: unknown = files.includes('case.json')
    ? JSON.parse(readFileSync(path.join(folder, 'case.json'), 'utf8'))
    : {};
  return { name, folder, inputs, options: optionsWith(changes as object) };
}

/** The expectations of a case by file name below its `expected/` folder. Keys are never among them. */
export function outcomeOf(
  result: CompileResult,
  inputs: readonly SourceFile[],
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { gateway, files: outputs } of result.outputs)
    for (const { path: file, content } of outputs)
      if (content.kind === 'public')
        files.set(`${gateway.namespace}/${gateway.name}/${file}`, content.text);
  files.set('diagnostics.txt', renderText(result.diagnostics, inputs, { color: false }));
  return files;
}

// What a newcomer compiles holds manifests and nothing else.
const keptApart = new Map(
  ['quickstart', 'tour'].map((name) => [name, path.join(repository, 'test/golden', name)]),
);

function expectedRoot({ name, folder }: Fixture): string {
  return keptApart.get(name) ?? path.join(folder, expectedFolder);
}

export function expectedPath(fixture: Fixture, file: string): string {
  return path.join(expectedRoot(fixture), file);
}

/** The names of the expectations that are there. */
export function expectedNames(fixture: Fixture): readonly string[] {
  const folder = expectedRoot(fixture);
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .map((file) => file.split(path.sep).join('/'))
      .sort();
  } catch {
    return [];
  }
}
