import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import type { EndpointMapping } from '../../src/compile-options.ts';
import { renderText } from '../../src/diagnostics/render/text.ts';
import type { OutputFile, TargetOptions } from '../../src/target/options.ts';
import type { Suite } from '../proxies/cases/case.ts';
import { optionsWith } from './fixtures.ts';
import type { EchoBackends } from './http/echo-server.ts';
import { selfSigned } from './http/self-signed.ts';
import { freeOffset, freePorts } from './ports.ts';
import type { Proxy } from './proxies/proxies.ts';
import { versionOf } from './versions.ts';

/** A proxy that serves what was compiled from manifests. */
export interface Served {
  /** Where the proxy listens, by the name (or number) of the port in the manifests. */
  readonly ports: Readonly<Record<string, number>>;
  readonly stop: () => Promise<void>;
}

/** Manifests as text, and what surrounds them. */
export interface Manifests {
  readonly text: string;
  /** `namespace/name:port` of Services with one echo backend each. */
  readonly services: readonly string[];
  /** The same for those that are reached by HTTP/2. */
  readonly h2c?: readonly string[];
  /** DNS names of certificates by `namespace/name` of their Secrets. */
  readonly secrets: Readonly<Record<string, readonly [string, ...string[]]>>;
  /** Ports that the manifests listen on. */
  readonly ports: readonly number[];
  readonly keepGoing: boolean;
  readonly nameServer?: number;
  readonly target?: Partial<TargetOptions>;
  readonly edit?: (text: string) => string;
}

/** Compiles a suite's manifests for a proxy's version and serves the result. */
export async function serveManifests(
  suite: Suite,
  proxy: Proxy,
  backends: EchoBackends,
): Promise<Served> {
  const names = [...suite.ports, ...(suite.datagramPorts ?? [])];
  const numbers = await freePorts(names.length);
  const ports = Object.fromEntries(names.map((name, i) => [name, numbers[i] ?? 0]));
  const endpoints = Object.fromEntries(
    (suite.endpoints ?? []).map((name) => [name, backends.get(name).port]),
  );
  const served = await serve(
    {
      text: suite.manifests(ports, endpoints),
      services: suite.services.map((service) => `${service}:8080`),
      h2c: suite.services.map((service) => `${service}:8081`),
      secrets: suite.secrets ?? {},
      ports: numbers.slice(0, suite.ports.length),
      keepGoing: suite.keepGoing === true,
      ...(suite.nameServer === undefined ? {} : { nameServer: suite.nameServer }),
      target: suite.target ?? {},
      ...(suite.edit === undefined ? {} : { edit: suite.edit }),
    },
    { proxy, backends, portOffset: 0, backendOf: (service) => service.replace(/:.*$/, '') },
  );
  return { ...served, ports };
}

/** Serves manifests that listen on ports of their own choice, shifted to free ones. */
export async function serveText(
  manifests: Manifests,
  proxy: Proxy,
  backends: EchoBackends,
): Promise<Served> {
  const portOffset = await freeOffset(manifests.ports);
  return serve(manifests, { proxy, backends, portOffset, backendOf: (service) => service });
}

interface Surroundings {
  readonly proxy: Proxy;
  readonly backends: EchoBackends;
  readonly portOffset: number;
  /** The echo backend of a Service. */
  readonly backendOf: (service: string) => string;
}

async function serve(manifests: Manifests, around: Surroundings): Promise<Served> {
  const secrets = await Promise.all(Object.entries(manifests.secrets).map(secretManifest));
  const text = [manifests.text, ...secrets].join('\n---\n');
  const folder = await mkdtemp(path.join(tmpdir(), 'gatewright-serve-'));
  const { edit = (text: string) => text } = manifests;
  for (const file of await compileFor(text, manifests, { ...around, folder }))
    await write(folder, file, edit);
  const ports = manifests.ports.map((port) => port + around.portOffset);
  const running = await around.proxy.start(folder, ports);
  return {
    ports: Object.fromEntries(manifests.ports.map((port, i) => [String(port), ports[i] ?? 0])),
    stop: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function compileFor(
  text: string,
  manifests: Manifests,
  { proxy, backends, portOffset, backendOf, folder }: Surroundings & { readonly folder: string },
): Promise<readonly OutputFile[]> {
  const { target } = proxy;
  const version = versionOf(proxy.version);
  const { nameServer } = manifests;
  const options = optionsWith({
    channel: 'experimental',
    targets: [target],
    keepGoing: manifests.keepGoing,
    endpoints: [
      ...manifests.services.map((service) =>
        mappingOf(service, backends.get(backendOf(service)).port),
      ),
      ...(manifests.h2c ?? []).map((service) =>
        mappingOf(service, backends.get(backendOf(service)).h2cPort),
      ),
    ],
    target: {
      portOffset,
      socketFolder: folder,
      ...manifests.target,
      ...(target === 'nginx' ? { nginxVersion: version } : { envoyVersion: version }),
      ...(nameServer === undefined ? {} : { resolvers: [`127.0.0.1:${String(nameServer)}`] }),
    },
  });
  const files = [{ name: 'suite.yaml', text }];
  const { outputs, diagnostics } = compile(files, options, await loadAssets([target]));
  const [output] = outputs;
  if (output === undefined) throw new Error(renderText(diagnostics, files, { color: false }));
  return nameServer === undefined
    ? output.files
    : output.files.map((file) => askingFor(file, nameServer));
}

/** Envoy asks the name servers of its machine; this one is for tests. */
export function askingFor(file: OutputFile, nameServer: number): OutputFile {
  if (file.path !== 'envoy.json' || file.content.kind !== 'public') return file;
  const bootstrap = JSON.parse(file.content.text) as object;
  const address = { protocol: 'UDP', address: '127.0.0.1', port_value: nameServer };
  const typed_dns_resolver_config = {
    name: 'envoy.network.dns_resolver.cares',
    typed_config: {
      '@type':
        'type.googleapis.com/envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig',
      resolvers: [{ socket_address: address }],
    },
  };
  const text = JSON.stringify({ ...bootstrap, typed_dns_resolver_config });
  return { ...file, content: { kind: 'public', text } };
}

function mappingOf(service: string, targetPort: number): EndpointMapping {
  const [, namespace = '', name = '', port = ''] = /^(.*)\/(.*):(.*)$/.exec(service) ?? [];
  return { namespace, service: name, port: Number(port), host: '127.0.0.1', targetPort };
}

async function secretManifest([secret, names]: readonly [
  string,
  readonly [string, ...string[]],
]): Promise<string> {
  const [namespace = '', name = ''] = secret.split('/');
  const { cert, key } = await selfSigned(names);
  return `apiVersion: v1
kind: Secret
metadata: {name: ${name}, namespace: ${namespace}}
type: kubernetes.io/tls
stringData: ${JSON.stringify({ 'tls.crt': cert, 'tls.key': key })}
`;
}

async function write(
  folder: string,
  { path: file, content }: OutputFile,
  edit: (text: string) => string,
): Promise<void> {
  const target = path.join(folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, content.kind === 'public' ? edit(content.text) : content.reveal());
}
