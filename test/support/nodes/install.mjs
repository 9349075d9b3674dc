import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publish, readInstalled } from '../proxies/install/cache.mjs';
import { installFailure, run } from '../proxies/install/command.mjs';
import { withLock } from '../proxies/install/lock.mjs';

/**
 * The versions of Node that gatewright is held to beside the one that the tests run in, as npm packages that hold
 * nothing but the official binary. The integrity is npm's own, of the whole package.
 */
const RELEASES = {
  22: {
    version: '22.23.3',
    x64: 'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
    arm64:
      'sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  },
  24: {
    version: '24.21.0',
    x64: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    arm64:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  26: {
    version: '26.12.1',
    x64: 'sha512-jk5LMAmgHlPlPMWpsUrSOqNaEZG+11UNd35hWQ+p5/XGaelWuTqJ69IcAy/5xtPPN4d5ZRBNOGB6gLMCh2kL9A==',
    arm64:
      'sha512-8Oxs6Y7rDcKufVIM/zYRSwytj46WOrZk7yFCLTKDcs17bBjAeD9HMAqo97hMfMyxozIud0S4vZCs5WB/3iavNQ==',
  },
};

const DEFAULT_CACHE = fileURLToPath(new URL('../../../.cache/nodes', import.meta.url));

/** @type {readonly (keyof typeof RELEASES)[]} */
export const majors = [22, 24, 26];

/**
 * Makes sure that a release of Node is present. `GATEWRIGHT_NODE_22` and so on name a ready binary instead, which is
 * how it is done where npm has no package for the machine.
 *
 * @param {keyof typeof RELEASES} major
 * @returns {Promise<string>} absolute path of its binary; rejects with what to do by hand
 */
export async function ensureNode(major) {
  const given = process.env[`GATEWRIGHT_NODE_${major}`];
  if (given) return resolve(given);
  const name = `node-${RELEASES[major].version}`;
  const found = await readInstalled(DEFAULT_CACHE, name);
  if (found !== undefined) return join(DEFAULT_CACHE, name, found.bin);
  await mkdir(DEFAULT_CACHE, { recursive: true });
  return withLock(join(DEFAULT_CACHE, '.lock'), async () => {
    const other = await readInstalled(DEFAULT_CACHE, name);
    const installed =
      other ?? (await publish(DEFAULT_CACHE, name, (folder) => install(folder, major)));
    return join(DEFAULT_CACHE, name, installed.bin);
  });
}

/**
 * @param {string} folder
 * @param {keyof typeof RELEASES} major
 */
async function install(folder, major) {
  const { version, ...packages } = RELEASES[major];
  const name = `node-${process.platform}-${process.arch}`;
  try {
    const integrity = process.platform === 'linux' ? packages[process.arch] : undefined;
    if (integrity === undefined) throw new Error(`there is no package ${name} of Node ${major}`);
    const args = ['pack', `${name}@${version}`, '--ignore-scripts', '--pack-destination', folder];
    await run('npm', args, { cwd: folder });
    const [tarball = ''] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
    const content = await readFile(join(folder, tarball));
    const found = `sha512-${createHash('sha512').update(content).digest('base64')}`;
    if (found !== integrity) throw new Error(`${tarball} has the integrity ${found}`);
    await run('tar', ['-xzf', tarball, 'package/bin/node'], { cwd: folder });
    await rm(join(folder, tarball));
    const bin = join('package', 'bin', 'node');
    const { stdout } = await run(join(folder, bin), ['--version']);
    if (stdout.trim() !== `v${version}`) throw new Error(`it says that it is ${stdout.trim()}`);
    return { version, bin, modules: null, libraries: [] };
  } catch (error) {
    throw installFailure(
      `Node ${major}: ${error instanceof Error ? error.message : error}`,
      `make "npm pack ${name}@${version}" work, or set GATEWRIGHT_NODE_${major} to a binary`,
    );
  }
}
