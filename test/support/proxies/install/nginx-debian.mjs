import { join } from 'node:path';
import { libraryFolders, unpackDebianPackages } from './apt.mjs';
import { libraryEnvironment } from './cache.mjs';
import { installFailure, run } from './command.mjs';
import { nginxVersion } from './versions.mjs';

const REMEDY =
  'on Debian 12 make "apt-get download nginx libnginx-mod-stream" work; ' +
  'elsewhere set GATEWRIGHT_NGINX_1_22 to an nginx 1.22 binary';

/** The Debian package of each shared library nginx needs (Depends of Debian's nginx). */
const LIBRARY_PACKAGES = new Map([
  ['libcrypt.so.1', 'libcrypt1'],
  ['libpcre2-8.so.0', 'libpcre2-8-0'],
  ['libssl.so.3', 'libssl3'],
  ['libcrypto.so.3', 'libssl3'],
  ['libz.so.1', 'zlib1g'],
]);

/**
 * Unpacks Debian 12's nginx 1.22, where stream is a loadable module.
 *
 * @param {string} folder - where to install
 * @returns {Promise<import('./cache.mjs').Installed>} what was installed
 */
export async function installNginxDebian(folder) {
  const bin = join('usr', 'sbin', 'nginx');
  try {
    await unpackDebianPackages(['nginx', 'libnginx-mod-stream'], folder);
    const { stdout } = await run('ldd', [join(folder, bin)]);
    const missing = missingLibraryPackages(stdout);
    if (missing.length > 0) await unpackDebianPackages(missing, folder);
    const libraries = missing.length > 0 ? await libraryFolders(folder, '.so') : [];
    const env = libraryEnvironment(folder, libraries);
    const version = await nginxVersion(join(folder, bin), env);
    if (!version.startsWith('1.22.')) throw new Error(`the package is nginx ${version}, not 1.22`);
    return { version, bin, modules: join('usr', 'lib', 'nginx', 'modules'), libraries };
  } catch (error) {
    throw installFailure(`nginx-1.22: ${error instanceof Error ? error.message : error}`, REMEDY);
  }
}

/**
 * @param {string} lddOutput - what ldd(1) prints for the binary
 * @returns {readonly string[]} Debian packages of the libraries the system lacks
 */
export function missingLibraryPackages(lddOutput) {
  const packages = new Set();
  for (const line of lddOutput.split('\n')) {
    if (!line.includes('not found')) continue;
    const library = line.trim().split(' ', 1)[0] ?? '';
    const debianPackage = LIBRARY_PACKAGES.get(library);
    if (debianPackage === undefined) throw new Error(`the system lacks ${library}`);
    packages.add(debianPackage);
  }
  return [...packages];
}
