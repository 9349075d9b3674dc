import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Where a run of the benchmark works.
 *
 * @typedef {object} Workplace
 * @property {string} root - of the repository
 * @property {string} folder - temporary; removed at the end
 * @property {string} bin - the built `gatewright`
 * @property {string} stages - the bundled stages, for `children/stages.mjs`
 */

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/**
 * Builds what is measured, as it is released, and makes a temporary folder.
 *
 * @returns {Promise<Workplace>}
 */
export async function makeWorkplace() {
  for (const script of ['schemas/generate.mjs', 'build.mjs'])
    execFileSync(process.execPath, [script], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-bench-'));
  await bundleStages(join(folder, 'built'));
  const stages = join(folder, 'built', 'stages', 'stages.mjs');
  return { root, folder, bin: join(root, 'dist', 'bin', 'gatewright.js'), stages };
}

/** @param {Workplace} workplace */
export function clearWorkplace({ folder }) {
  rmSync(folder, { recursive: true, force: true });
}

// Built like dist/, and with the validators at the same place as seen from the bundle.
async function bundleStages(outdir) {
  await build({
    absWorkingDir: root,
    entryPoints: { 'stages/stages': 'src/stages.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: {
      js: "import { createRequire as gatewrightRequire } from 'node:module'; const require = gatewrightRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  const validators = join('validate', 'generated');
  cpSync(join(root, 'src', validators), join(outdir, validators), { recursive: true });
}
