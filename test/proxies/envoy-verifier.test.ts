import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replaced } from '../support/envoy/json-pointer.ts';
import { invariantMutants } from '../support/envoy/mutants/invariant.ts';
import { newerMutants } from '../support/envoy/mutants/newer.ts';
import { protoMutants } from '../support/envoy/mutants/proto.ts';
import { validBootstrap } from '../support/envoy/valid-bootstrap.ts';
import { selfSigned } from '../support/http/self-signed.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import type { Proxy } from '../support/proxies/proxies.ts';

// On a cold machine the proxies are downloaded and built first.
const INSTALL_LIMIT_MS = 360_000;

let envoy: Proxy;
let dir: string;

beforeAll(async () => {
  const found = (await listProxies()).find(({ target }) => target === 'envoy');
  if (found === undefined) throw new Error('there is no Envoy');
  envoy = found;
  dir = await mkdtemp(join(tmpdir(), 'gatewright-verifier-'));
  const { cert, key } = await selfSigned(['a.example']);
  await writeFile(join(dir, 'cert.pem'), cert);
  await writeFile(join(dir, 'key.pem'), key);
}, INSTALL_LIMIT_MS);

afterAll(() => rm(dir, { recursive: true }));

async function verdict(bootstrap: unknown): Promise<'accepts' | 'refuses'> {
  await writeFile(join(dir, 'envoy.json'), JSON.stringify(bootstrap));
  return (await envoy.check(dir)).kind === 'valid' ? 'accepts' : 'refuses';
}

test('Envoy accepts the valid bootstrap', async () => {
  expect(await verdict(validBootstrap)).toBe('accepts');
});

describe('our tables tell what Envoy itself says of', () => {
  test.each([...protoMutants, ...invariantMutants, ...newerMutants])(
    '$what: $envoy',
    async ({ at, value, envoy: expected }) => {
      expect(await verdict(replaced(validBootstrap, at, value))).toBe(expected);
    },
  );
});
