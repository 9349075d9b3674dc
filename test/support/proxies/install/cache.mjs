import { access, chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Raise when the way a proxy is installed changes, so that older cache folders are replaced. */
const RECIPE = 1;
const DESCRIPTION = 'launch.json';

/**
 * How an installed proxy is described inside its own cache folder; paths are relative to that folder,
 * so the cache can be moved.
 *
 * @typedef {object} Installed
 * @property {string} version - the proxy's own version number, such as `1.28.3`
 * @property {string} bin - the binary
 * @property {string | null} modules - folder of loadable modules, or null when there are none
 * @property {readonly string[]} libraries - folders of shared libraries the system lacks
 */

/**
 * @param {string} cacheDir - the cache folder
 * @param {string} name - proxy name, such as `nginx-1.22`
 * @returns {Promise<Installed | undefined>} the description, or undefined when the proxy has to be installed
 */
export async function readInstalled(cacheDir, name) {
  const folder = join(cacheDir, name);
  try {
    const stored = JSON.parse(await readFile(join(folder, DESCRIPTION), 'utf8'));
    if (stored.recipe !== RECIPE) return undefined;
    await access(join(folder, stored.bin));
    return stored;
  } catch {
    return undefined;
  }
}

/**
 * Installs into a fresh folder beside the final one and moves it into place when complete, so that a
 * reader never sees half an installation.
 *
 * @param {string} cacheDir - the cache folder
 * @param {string} name - proxy name
 * @param {(folder: string) => Promise<Installed>} install - fills the folder
 * @returns {Promise<Installed>} what was installed
 */
export async function publish(cacheDir, name, install) {
  const staging = await mkdtemp(join(cacheDir, `.new-${name}-`));
  const previous = `${staging}.previous`;
  try {
    // Workers of a proxy started by root run as another user, who must be able to enter the folder.
    await chmod(staging, 0o755);
    const installed = await install(staging);
    const stored = JSON.stringify({ recipe: RECIPE, ...installed }, null, 2);
    await writeFile(join(staging, DESCRIPTION), `${stored}\n`);
    const target = join(cacheDir, name);
    await rename(target, previous).catch(() => undefined);
    await rename(staging, target);
    return installed;
  } finally {
    await rm(staging, { recursive: true, force: true });
    await rm(previous, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder - the proxy's own cache folder
 * @param {readonly string[]} libraries - folders of shared libraries, relative to it
 * @returns {Readonly<Record<string, string>>} the environment that makes the dynamic linker find them
 */
export function libraryEnvironment(folder, libraries) {
  if (libraries.length === 0) return {};
  return { LD_LIBRARY_PATH: libraries.map((library) => join(folder, library)).join(':') };
}
