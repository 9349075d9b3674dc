import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureProxies } from '../../support/proxies/install.mjs';
import { startProxy } from './proxy.mjs';

/** @typedef {import('../../../src/compile-options.ts').GatewayOutput} GatewayOutput */

/**
 * One proxy for each Gateway that has something to serve.
 *
 * @param {{ target: 'nginx' | 'envoy', folder: string, bin: string | undefined }} place
 */
export function startFleet({ target, folder, bin }) {
  // The suite waits for the first answer, which needs no proxy, but not for an installation.
  const launching = launchOf(target, bin);
  // Whoever starts a proxy learns of a failure.
  launching.catch(() => undefined);
  /** @type {Map<string, { hash: string, stop: () => Promise<void> }>} */
  const running = new Map();

  /**
   * Brings the proxies to a revision; settles when they serve it.
   *
   * @param {readonly GatewayOutput[]} outputs
   * @param {Readonly<Record<string, string>>} addresses
   */
  async function serve(outputs, addresses) {
    const wanted = new Map(outputs.map((output) => [keyOf(output.gateway), output]));
    for (const key of [...running.keys()]) if (!wanted.has(key)) await end(key);
    await Promise.all(
      [...wanted].map(([key, output]) => {
        return output.ports.length === 0 ? end(key) : bring(key, output, addresses[key]);
      }),
    );
  }

  async function bring(key, { files, ports }, address) {
    const hash = hashOf(files);
    if (running.get(key)?.hash === hash) return;
    await end(key);
    const home = join(folder, key);
    rmSync(home, { recursive: true, force: true });
    for (const { path, content } of files) write(join(home, path), content);
    const stop = await startProxy(await launching, home, {
      address: address ?? '127.0.0.1',
      ports,
    });
    running.set(key, { hash, stop });
  }

  async function end(key) {
    const proxy = running.get(key);
    running.delete(key);
    await proxy?.stop();
  }

  return { serve, stop: () => Promise.all([...running.keys()].map(end)) };
}

/** How to start the proxy: the given binary, or the one that the tests install. */
async function launchOf(target, bin) {
  if (bin !== undefined) return { target, bin, env: {} };
  const name = target === 'nginx' ? 'nginx-1.28' : 'envoy';
  return (await ensureProxies()).find((launch) => launch.name === name);
}

function keyOf({ namespace, name }) {
  return `${namespace}/${name}`;
}

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const text = content.kind === 'secret' ? content.reveal() : content.text;
  writeFileSync(path, text, { mode: content.kind === 'secret' ? 0o600 : 0o644 });
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const { path, content } of files)
    hash.update(`${path}\0${content.kind === 'secret' ? content.reveal() : content.text}\0`);
  return hash.digest('hex');
}
