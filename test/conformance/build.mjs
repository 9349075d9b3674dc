import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findGo } from './go.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const echo = 'sigs.k8s.io/gateway-api-conformance-images/echo-basic';

/**
 * Builds the harness and the suite's echo backend, unless they are there already.
 *
 * @param {string} cache
 * @returns {Promise<string>} path of the harness
 */
export async function buildHarness(cache) {
  mkdirSync(cache, { recursive: true });
  const harness = join(cache, 'conformance-harness');
  const stamp = join(cache, 'built.txt');
  const hash = hashOfSources();
  const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (built === hash && existsSync(harness) && existsSync(join(cache, 'echo-basic')))
    return harness;
  const go = await findGo(cache);
  const run = (...args) =>
    execFileSync(go, args, {
      cwd: here,
      stdio: 'inherit',
      env: { ...process.env, GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' },
    });
  run('build', '-o', harness, '.');
  run('build', '-o', join(cache, 'echo-basic'), echo);
  writeFileSync(stamp, hash);
  return harness;
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const name of readdirSync(here).sort())
    if (/\.(go|mod|sum)$/.test(name)) hash.update(name).update(readFileSync(join(here, name)));
  return hash.digest('hex');
}
