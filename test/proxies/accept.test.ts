import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import { selfSigned } from '../support/http/self-signed.ts';
import { listFixtures, optionsWith } from '../support/fixtures.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { versionOf } from '../support/versions.ts';

const proxies = await listProxies();
const assets = await loadAssets(['nginx', 'envoy']);
const fixtures = listFixtures();
const pair = await selfSigned(['test.example.com']);

/** What `--assume-secrets` promises, kept. */
async function assumedSecrets(folder: string): Promise<string> {
  await writeFile(path.join(folder, 'tls.crt'), pair.cert);
  await writeFile(path.join(folder, 'tls.key'), pair.key);
  return `${folder}/{key}`;
}

// Every golden, compiled for the very version, is a configuration that the proxy takes.
describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s accepts', (_, proxy) => {
  test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
    '%s',
    async (_name, fixture) => {
      const root = await mkdtemp(path.join(tmpdir(), 'gatewright-accept-'));
      const version = versionOf(proxy.version);
      const { outputs } = compile(
        fixture.inputs,
        {
          ...fixture.options,
          targets: [proxy.target],
          keepGoing: true,
          assumeSecrets: fixture.options.assumeSecrets === null ? null : await assumedSecrets(root),
          target: {
            ...fixture.options.target,
            ...(proxy.target === 'nginx' ? { nginxVersion: version } : {}),
            // Privileged ports are tried too when nginx tests a configuration.
            portOffset: 20_000,
            socketFolder: root,
          },
        },
        assets,
      );
      try {
        for (const [position, { files }] of outputs.entries()) {
          const folder = path.join(root, String(position));
          for (const { path: file, content } of files) {
            await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
            const text = content.kind === 'public' ? content.text : content.reveal();
            await writeFile(path.join(folder, file), text);
          }
          const { kind, stderr } = await proxy.check(folder);
          expect({ kind, stderr }).toEqual({ kind: 'valid', stderr });
          // A warning is something that an engineer would have written differently.
          if (proxy.target === 'nginx') expect(stderr).not.toMatch(/\[(warn|emerg|alert)\]/);
        }
      } finally {
        await rm(root, { recursive: true, force: true });
      }
    },
  );
});

test('a configuration that says so is for the oldest NGINX, too', async () => {
  const oldest = proxies.find(({ name }) => name === 'nginx-1.22');
  for (const version of [22, 28]) {
    const target = { nginxVersion: { major: 1, minor: version, patch: 0 } };
    const options = optionsWith({ targets: ['nginx'], target });
    const inputs = fixtures.find(({ name }) => name === 'quickstart')?.inputs ?? [];
    const text = compile(inputs, options, assets).outputs[0]?.files[0]?.content;
    if (text?.kind !== 'public') throw new Error('there is no nginx.conf');
    const claimed = /For NGINX (\S+) and newer/.exec(text.text)?.[1];
    const folder = await mkdtemp(path.join(tmpdir(), 'gatewright-oldest-'));
    await writeFile(path.join(folder, 'nginx.conf'), text.text);
    const result = await oldest?.check(folder);
    await rm(folder, { recursive: true, force: true });
    expect([claimed === '1.22', result?.kind]).toEqual([
      version === 22,
      version === 22 ? 'valid' : 'invalid',
    ]);
  }
});
