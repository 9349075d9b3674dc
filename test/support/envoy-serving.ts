import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnvoyVerifier } from '../../src/assets/envoy.ts';
import { envoy } from '../../src/emit/envoy/index.ts';
import type { CheckedGateway } from '../../src/target/target.ts';
import { testOptions } from './ir.ts';
import { rawRequest, type RawRequest, type RawResponse } from './http/raw-client.ts';
import { freePorts } from './ports.ts';
import { listProxies } from './proxies/proxies.ts';

const verifyEnvoy = loadEnvoyVerifier();

/** The text of `envoy.json` for a Gateway, checked by the protos. */
export function emitEnvoy(ir: CheckedGateway): string {
  const emitted = envoy.emit(ir, testOptions, { renderNginx: () => '', verifyEnvoy });
  const [file] = emitted.files;
  if (file === undefined) throw new Error('nothing was emitted');
  return file.text;
}

/** Sends a request; a path is a GET for it. */
export type Send = (request: string | Partial<RawRequest>) => Promise<RawResponse>;

/** What a test serves: `files` are written beside `envoy.json`. */
export type Served = {
  readonly ir: (port: number) => CheckedGateway;
  readonly files?: ReadonlyMap<string, string>;
};

/**
 * Lets the real Envoy validate and serve what is emitted for a Gateway with one port on 127.0.0.1.
 *
 * @param served - the Gateway, by port
 * @param use - what to do while it is served
 */
export async function withEnvoy(served: Served, use: (send: Send) => Promise<void>): Promise<void> {
  const proxy = (await listProxies()).find(({ target }) => target === 'envoy');
  if (proxy === undefined) throw new Error('envoy is not installed');
  const [port = 0] = await freePorts(1);
  const dir = await mkdtemp(join(tmpdir(), 'gatewright-envoy-'));
  try {
    for (const [name, text] of served.files ?? []) await writeFile(join(dir, name), text);
    await writeFile(join(dir, 'envoy.json'), emitEnvoy(served.ir(port)));
    const checked = await proxy.check(dir);
    // A deprecated field is a warning today and an error in a later version.
    if (checked.kind === 'invalid' || checked.stderr !== '') throw new Error(checked.stderr);
    const running = await proxy.start(dir, [port]);
    try {
      await use((request) =>
        rawRequest({
          port,
          method: 'GET',
          target: '/',
          ...(typeof request === 'string' ? { target: request } : request),
        }),
      );
    } finally {
      await running.stop();
    }
  } finally {
    await rm(dir, { recursive: true });
  }
}
