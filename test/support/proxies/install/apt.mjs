import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.mjs';

// Packages are only unpacked into our own folder, so apt's unprivileged download user, who may not
// be allowed to enter it, is of no use (apt.conf(5), APT::Sandbox::User).
const APT_OPTIONS = ['-q', '-o', 'APT::Sandbox::User=root'];

/**
 * Downloads Debian packages and unpacks them into a folder: nothing is installed into the system and
 * no service is started. Package lists that are missing or stale are refreshed privately, which needs
 * no root.
 *
 * @param {readonly string[]} packages - binary package names
 * @param {string} tree - folder to unpack into
 */
export async function unpackDebianPackages(packages, tree) {
  await mkdir(tree, { recursive: true });
  const work = await mkdtemp(join(tree, '.apt-'));
  try {
    await download(packages, work);
    const archives = (await readdir(work)).filter((file) => file.endsWith('.deb'));
    for (const archive of archives) await run('dpkg-deb', ['-x', join(work, archive), tree]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} packages
 * @param {string} folder
 */
async function download(packages, folder) {
  try {
    await run('apt-get', [...APT_OPTIONS, 'download', ...packages], { cwd: folder });
  } catch {
    const lists = join(folder, 'lists');
    const cache = join(folder, 'cache');
    await mkdir(join(lists, 'partial'), { recursive: true });
    await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
    const ownState = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`];
    await run('apt-get', [...APT_OPTIONS, ...ownState, 'update']);
    await run('apt-get', [...APT_OPTIONS, ...ownState, 'download', ...packages], { cwd: folder });
  }
}

/**
 * @param {string} tree - a folder packages were unpacked into
 * @param {string} suffix - what file names in a wanted folder end or go on with, such as `.so`
 * @returns {Promise<readonly string[]>} library folders (Debian multiarch layout) of the tree, relative to it, that hold such files
 */
export async function libraryFolders(tree, suffix) {
  const found = [];
  for (const parent of ['lib', join('usr', 'lib')]) {
    const entries = await readdir(join(tree, parent), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isDirectory() || !entry.name.includes('-linux-')) continue;
      const files = await readdir(join(tree, parent, entry.name));
      if (files.some((file) => file.includes(suffix))) found.push(join(parent, entry.name));
    }
  }
  return found;
}
