import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadAssets, loadSchemas } from '../../../src/assets/load.ts';
import { compileState } from '../../../src/compile.ts';
import type { CompileOptions } from '../../../src/compile-options.ts';
import { renderText } from '../../../src/diagnostics/render/text.ts';
import type { FeatureId } from '../../../src/target/feature.ts';
import { featuresOf } from '../features-of.ts';
import type { OutputFile, TargetOptions } from '../../../src/target/options.ts';
import { traceable, type Traceable } from '../../../src/trace-of.ts';
import { optionsWith } from '../fixtures.ts';
import { selfSigned, type SelfSigned } from '../http/self-signed.ts';
import { freePorts } from '../ports.ts';
import type { Proxy, RunningProxy } from '../proxies/proxies.ts';
import { nameAt, type Configuration } from '../random/configuration.ts';
import { versionOf } from '../versions.ts';
import { startEchoes, type Echoes } from './echo.ts';
import {
  backendHostname,
  backendsOf,
  endpointsOf,
  gateways,
  secret,
  sharedPorts,
  surroundings,
} from './surroundings.ts';

/** What batches of configurations are served with, one after the other. */
export interface World {
  /** How many configurations can be served at once. */
  readonly size: number;
  readonly echoes: Echoes;
  readonly frontend: SelfSigned;
  readonly backend: SelfSigned;
  readonly stop: () => void;
}

export async function startWorld(size: number): Promise<World> {
  const frontend = await selfSigned(['test', '*.test']);
  const backend = await selfSigned([backendHostname]);
  const names = Array.from({ length: size }, (_, index) => nameAt(index));
  const echoes = await startEchoes(backendsOf(names), backend);
  return { size, echoes, frontend, backend, stop: () => echoes.stop() };
}

/** One proxy that serves a batch, and what should come of requests to it. */
export interface ServedBatch {
  readonly proxy: Proxy;
  /** By name; a configuration's port for TCP has the name of the configuration. */
  readonly ports: ReadonlyMap<string, number>;
  readonly matcher: Traceable;
  /** Codes of findings, and how often each came. */
  readonly findings: ReadonlyMap<string, number>;
  /** What the Gateways use, be it exact or not. */
  readonly features: ReadonlySet<FeatureId>;
  /** Names of the Gateways that the proxy makes spans for. */
  readonly spans: ReadonlySet<string>;
  readonly stop: () => Promise<void>;
}

/** @param configurations - called `nameAt` of their position */
export async function serveBatch(
  configurations: readonly Configuration[],
  proxy: Proxy,
  world: World,
  target: Partial<TargetOptions> = {},
): Promise<ServedBatch> {
  const tcp = configurations.filter(({ objects }) => JSON.stringify(objects).includes('"$tcp"'));
  const names = [...sharedPorts, ...tcp.map(({ name }) => name)];
  const numbers = await freePorts(names.length);
  const ports = new Map(names.map((name, index) => [name, numbers[index] ?? 0]));
  const text = manifestsOf(configurations, ports, world);
  const options = optionsFor(configurations, proxy, world, target);
  const files = [{ name: 'batch.yaml', text }];
  const folder = await mkdtemp(path.join(tmpdir(), 'gatewright-batch-'));
  const running: RunningProxy[] = [];
  const stop = async () => {
    await Promise.all(running.map((each) => each.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { ir, result } = compileState(
      files,
      { ...options, target: { ...options.target, socketFolder: folder } },
      await loadAssets([proxy.target]),
      null,
    );
    const { outputs, diagnostics } = result;
    if (outputs.length === 0) throw new Error(renderText(diagnostics, files, { color: false }));
    for (const { gateway, files: emitted } of outputs) {
      const own = path.join(folder, gateway.name);
      for (const file of emitted) await write(own, file);
      const port = ports.get(gateway.name === 'web' ? 'http' : 'other') ?? 0;
      running.push(await proxy.start(own, [port]));
    }
    const matcher = traceable(files, options, await loadSchemas());
    const findings = counted(diagnostics.map(({ code }) => code));
    const features = new Set(ir.gateways.flatMap(featuresOf).map(({ feature }) => feature));
    const traced = ir.gateways.filter(({ tracing }) => tracing !== null);
    const spans = new Set(
      proxy.target === 'envoy' ? traced.map(({ resource }) => resource.name) : [],
    );
    return { proxy, ports, matcher, findings, features, spans, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function manifestsOf(
  configurations: readonly Configuration[],
  ports: ReadonlyMap<string, number>,
  { frontend, backend }: World,
): string {
  const shared = [
    ...gateways(backend),
    secret('app', 'kept', frontend),
    secret('app', 'shared', frontend),
  ];
  const number = (text: string, own: string): string =>
    text.replace(/"\$(\w+)"/g, (value, name: string) => {
      const port = ports.get(name === 'tcp' ? own : name);
      // Values of headers look like that, too.
      return port === undefined ? value : String(port);
    });
  const documents = configurations.flatMap((configuration) =>
    [...surroundings(configuration, frontend, backend), ...configuration.objects].map((each) =>
      number(JSON.stringify(each), configuration.name),
    ),
  );
  return [...shared.map((each) => number(JSON.stringify(each), '')), ...documents].join('\n---\n');
}

function optionsFor(
  configurations: readonly Configuration[],
  { target, version }: Proxy,
  { echoes }: World,
  changes: Partial<TargetOptions>,
): CompileOptions {
  const read = versionOf(version);
  return optionsWith({
    channel: 'experimental',
    targets: [target],
    keepGoing: true,
    endpoints: endpointsOf(
      configurations.map(({ name }) => name),
      echoes,
    ),
    target: {
      ...changes,
      ...(target === 'nginx' ? { nginxVersion: read } : { envoyVersion: read }),
    },
  });
}

async function write(folder: string, { path: file, content }: OutputFile): Promise<void> {
  const target = path.join(folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, content.kind === 'public' ? content.text : content.reveal());
}

export function counted(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
