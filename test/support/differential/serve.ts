import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import { loadAssets, loadSchemas } from '../../../src/assets/load.ts';
import { compileState } from '../../../src/compile.ts';
import type { CompileOptions } from '../../../src/compile-options.ts';
import { renderText } from '../../../src/diagnostics/render/text.ts';
import type { Conduct } from '../../../src/target/conduct.ts';
import type { FeatureId } from '../../../src/target/feature.ts';
import { featuresOf } from '../features-of.ts';
import type { OutputFile, TargetOptions } from '../../../src/target/options.ts';
import { targets } from '../../../src/targets.ts';
import { traceable, type Traceable } from '../../../src/trace-of.ts';
import { optionsWith } from '../fixtures.ts';
import { makeAuthority } from '../http/authority.ts';
import { selfSigned } from '../http/self-signed.ts';
import { startNameServer, type NameServer } from '../name-server.ts';
import { freePorts } from '../ports.ts';
import type { Proxy, RunningProxy } from '../proxies/proxies.ts';
import { nameAt, type Configuration } from '../random/configuration.ts';
import type { RandomRequest } from '../random/requests.ts';
import { certified } from '../random/validations.ts';
import { askingFor } from '../serve.ts';
import { versionOf } from '../versions.ts';
import { makeEchoes, type Echoes, type Speech, type Wanted } from './echo.ts';
import {
  backendsOf,
  endpointsOf,
  gateways,
  secret,
  sharedPorts,
  surroundings,
  type Certificates,
} from './surroundings.ts';

/** What batches of configurations are served with, one after the other. */
export interface World {
  /** How many configurations can be served at once. */
  readonly size: number;
  readonly echoes: Echoes;
  /** Every name means this machine. */
  readonly names: NameServer;
  readonly certificates: Certificates;
  /** What clients can show. */
  readonly clients: Readonly<Record<RandomRequest['shows'], SecureContext>>;
  readonly stop: () => Promise<void>;
}

export async function startWorld(size: number): Promise<World> {
  const frontend = await selfSigned(['test', '*.test']);
  const [backends, clients, strangers] = await Promise.all([
    makeAuthority('backends'),
    makeAuthority('clients'),
    makeAuthority('strangers'),
  ]);
  const { hostnames, uri } = certified;
  const altNames = [...hostnames.map((name) => `DNS:${name}`), `URI:${uri}`].join(',');
  const echoes = makeEchoes(await backends.issue({ name: 'backend', altNames }));
  await echoes.start(backendsOf(Array.from({ length: size }, (_, index) => nameAt(index))));
  const names = await startNameServer('127.0.0.1');
  return {
    ...{ size, echoes, names },
    certificates: { frontend, backends: backends.cert, clients: clients.cert },
    clients: {
      none: createSecureContext(),
      friend: createSecureContext(await clients.issue({ name: 'friend' })),
      stranger: createSecureContext(await strangers.issue({ name: 'stranger' })),
    },
    stop: async () => {
      echoes.stop();
      await names.stop();
    },
  };
}

/** One proxy that serves a batch, and what should come of requests to it. */
export interface ServedBatch {
  readonly proxy: Proxy;
  /** By name; a configuration's port for TCP and UDP has the name of the configuration. */
  readonly ports: ReadonlyMap<string, number>;
  readonly matcher: Traceable;
  readonly clients: World['clients'];
  readonly readPath: Conduct['readPath'];
  /** Codes of findings, and how often each came. */
  readonly findings: ReadonlyMap<string, number>;
  /** What the Gateways use, be it exact or not. */
  readonly features: ReadonlySet<FeatureId>;
  /** Names of the Gateways that the proxy makes spans for. */
  readonly spans: ReadonlySet<string>;
  /** What the proxy has written to standard error last. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** @param configurations - called `nameAt` of their position */
export async function serveBatch(
  configurations: readonly Configuration[],
  proxy: Proxy,
  world: World,
  target: Partial<TargetOptions> = {},
): Promise<ServedBatch> {
  const streams = configurations.filter(({ objects }) =>
    /"\$(?:tcp|udp)"/.test(JSON.stringify(objects)),
  );
  await world.echoes.start(configurations.flatMap(echoesOf));
  const names = [...sharedPorts, ...streams.map(({ name }) => name)];
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
      for (const file of emitted) await write(own, askingFor(file, world.names.port));
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
    const { readPath } = targets[proxy.target].conduct(options.target);
    const { clients } = world;
    const log = () => running.map((each) => each.stderr()).join('');
    return { proxy, ports, matcher, clients, readPath, findings, features, spans, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const echoed = /"\$echo ([^ "]+) (\w+)"/g;

/** Backends that a configuration has beside those of {@link backendsOf}. */
function echoesOf({ objects }: Configuration): readonly Wanted[] {
  const found = JSON.stringify(objects).matchAll(echoed);
  return [...found].map(([, name = '', speech = '']) => [name, speech as Speech]);
}

/** The key of a port in {@link ServedBatch}. */
export function portKey(port: string, own: string): string {
  return port === 'tcp' || port === 'udp' ? own : port;
}

function manifestsOf(
  configurations: readonly Configuration[],
  ports: ReadonlyMap<string, number>,
  { certificates, echoes }: World,
): string {
  const shared = [
    ...gateways(certificates),
    secret('app', 'kept', certificates.frontend),
    secret('app', 'shared', certificates.frontend),
  ];
  const number = (text: string, own: string): string =>
    text
      .replace(/"\$(\w+)"/g, (value, name: string) => {
        const port = ports.get(portKey(name, own));
        // Values of headers look like that, too.
        return port === undefined ? value : String(port);
      })
      .replace(echoed, (_, name: string, speech: Speech) => String(echoes.port(name, speech)));
  const documents = configurations.flatMap((configuration) =>
    [...surroundings(configuration, certificates), ...configuration.objects].map((each) =>
      number(JSON.stringify(each), configuration.name),
    ),
  );
  return [...shared.map((each) => number(JSON.stringify(each), '')), ...documents].join('\n---\n');
}

function optionsFor(
  configurations: readonly Configuration[],
  { target, version }: Proxy,
  { echoes, names }: World,
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
      resolvers: [`127.0.0.1:${String(names.port)}`],
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
