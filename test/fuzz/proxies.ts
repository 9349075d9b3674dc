import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compile } from '../../src/compile.ts';
import type { Assets } from '../../src/compile-options.ts';
import { selfSigned } from '../support/http/self-signed.ts';
import { listProxies, type Proxy } from '../support/proxies/proxies.ts';
import { versionOf } from '../support/versions.ts';
import { optionsOf, type Setup } from './mutant.ts';

/** What the proxies say about the output of accepted manifests. */
export interface ProxyCheck {
  /** What each proxy refused of it; empty when all of them take it. */
  readonly refusals: (text: string, setup: Setup) => Promise<readonly string[]>;
  readonly versions: readonly string[];
  readonly end: () => Promise<void>;
}

/** Addresses that every machine can listen on; NGINX opens its sockets when it tests a configuration. */
const usableAddresses = ['127.0.0.1', '::1'];

// These are about the machine: another process has the port, or a name has no address here.
const notOurs = /Address already in use|Address family not supported|host not found/;

export async function makeProxyCheck(assets: Assets): Promise<ProxyCheck> {
  const proxies = await listProxies();
  const root = await mkdtemp(path.join(tmpdir(), 'gatewright-fuzz-'));
  const pair = await selfSigned(['test.example.com']);
  await writeFile(path.join(root, 'tls.crt'), pair.cert);
  await writeFile(path.join(root, 'tls.key'), pair.key);
  return {
    versions: proxies.map(({ name, version }) => `${name}: ${version}`),
    refusals: async (text, setup) => {
      const wanted = proxies.filter(({ target }) => setup.targets?.includes(target) ?? true);
      const all: string[] = [];
      // One after the other, as all would listen on the same ports.
      for (const proxy of wanted)
        all.push(...(await refusedBy(proxy, { root, text, setup, assets })));
      return all;
    },
    end: () => rm(root, { recursive: true, force: true }),
  };
}

interface Question {
  readonly root: string;
  readonly text: string;
  readonly setup: Setup;
  readonly assets: Assets;
}

async function refusedBy(
  proxy: Proxy,
  { root, text, setup, assets }: Question,
): Promise<readonly string[]> {
  const options = optionsOf(setup);
  const version = versionOf(proxy.version);
  const { outputs } = compile(
    [{ name: 'mutant.yaml', text }],
    {
      ...options,
      targets: [proxy.target],
      usableAddresses,
      assumeSecrets: options.assumeSecrets === null ? null : `${root}/{key}`,
      target: {
        ...options.target,
        ...(proxy.target === 'nginx' ? { nginxVersion: version } : {}),
        portOffset: 20_000,
        socketFolder: root,
      },
    },
    assets,
  );
  const refusals: string[] = [];
  for (const [position, { files }] of outputs.entries()) {
    const folder = path.join(root, proxy.name, String(position));
    for (const { path: file, content } of files) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      const bytes = content.kind === 'public' ? content.text : content.reveal();
      await writeFile(path.join(folder, file), bytes);
    }
    const result = await proxy.check(folder);
    if (result.kind === 'invalid' && !notOurs.test(result.stderr))
      refusals.push(`${proxy.name} refuses: ${result.stderr.trim().slice(0, 1500)}`);
    await rm(folder, { recursive: true, force: true });
  }
  return refusals;
}
