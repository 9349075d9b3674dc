// What npm runs before the package is used or packed: generates and builds. `npm install --global` of a Git
// repository, which is what pre-commit does, comes here with nothing installed, as npm hands its --global down to
// the installation of the dependencies; so they are installed here.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));

if (!isInstalled()) {
  const args = [
    'ci',
    '--global=false',
    '--include=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, args, {
    cwd: root,
    stdio: 'ignore',
    shell: process.platform === 'win32',
    env: { ...process.env, npm_config_global: 'false', npm_config_prefix: undefined },
  });
}
await import('./schemas/generate.mjs');
await import('./build.mjs');

function isInstalled() {
  try {
    createRequire(import.meta.url).resolve('esbuild');
    return true;
  } catch {
    return false;
  }
}
