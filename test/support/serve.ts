import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import type { EndpointMapping } from '../../src/compile-options.ts';
import { renderText } from '../../src/diagnostics/render/text.ts';
import type { OutputFile } from '../../src/target/options.ts';
import type { Suite } from '../proxies/cases/case.ts';
import { optionsWith } from './fixtures.ts';
import type { EchoBackends } from './http/echo-server.ts';
import { selfSigned } from './http/self-signed.ts';
import { freePorts } from './ports.ts';
import type { Proxy } from './proxies/proxies.ts';
import { versionOf } from './versions.ts';

/** A proxy that serves what was compiled from manifests. */
export interface Served {
  readonly ports: Readonly<Record<string, number>>;
  readonly stop: () => Promise<void>;
}

/** Compiles a suite's manifests for a proxy's version and serves the result. */
export async function serveManifests(
  suite: Suite,
  proxy: Proxy,
  backends: EchoBackends,
): Promise<Served> {
  const numbers = await freePorts(suite.ports.length);
  const ports = Object.fromEntries(suite.ports.map((name, i) => [name, numbers[i] ?? 0]));
  const text = [
    suite.manifests(ports),
    ...suite.services.map(serviceManifest),
    ...(await Promise.all(Object.entries(suite.secrets ?? {}).map(secretManifest))),
  ].join('---\n');
  const folder = await mkdtemp(path.join(tmpdir(), 'gatewright-serve-'));
  for (const file of await compileFor(proxy, text, suite, backends)) await write(folder, file);
  const running = await proxy.start(folder, numbers);
  return {
    ports,
    stop: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function compileFor(
  proxy: Proxy,
  text: string,
  suite: Suite,
  backends: EchoBackends,
): Promise<readonly OutputFile[]> {
  const { target } = proxy;
  const version = versionOf(proxy.version);
  const options = optionsWith({
    targets: [target],
    keepGoing: suite.keepGoing === true,
    endpoints: suite.services.map((service) => mappingOf(service, backends)),
    target: target === 'nginx' ? { nginxVersion: version } : {},
  });
  const files = [{ name: 'suite.yaml', text }];
  const { outputs, diagnostics } = compile(files, options, await loadAssets([target]));
  const [output] = outputs;
  if (output === undefined) throw new Error(renderText(diagnostics, files, { color: false }));
  return output.files;
}

function mappingOf(service: string, backends: EchoBackends): EndpointMapping {
  const [namespace = '', name = ''] = service.split('/');
  const targetPort = backends.get(service).port;
  return { namespace, service: name, port: 8080, host: '127.0.0.1', targetPort };
}

function serviceManifest(service: string): string {
  const [namespace = '', name = ''] = service.split('/');
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {ports: [{port: 8080}]}
`;
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

async function write(folder: string, { path: file, content }: OutputFile): Promise<void> {
  const target = path.join(folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, content.kind === 'public' ? content.text : content.reveal());
}
