import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 50;
const WAIT_LIMIT_MS = 15 * 60_000;
const OWNERLESS_LIMIT_MS = 10_000;

/**
 * Runs `work` while holding a lock directory, so that test files starting together install once.
 * A lock whose owner has died is taken over. Two waiters may rarely take over at the same time; that
 * costs work only, because installations are built apart and published by rename.
 *
 * @template T
 * @param {string} lock - path of the lock directory
 * @param {() => Promise<T>} work - what to do under the lock
 * @returns {Promise<T>} the result of `work`
 */
export async function withLock(lock, work) {
  const deadline = Date.now() + WAIT_LIMIT_MS;
  while (!(await tryAcquire(lock))) {
    if (await isAbandoned(lock)) await discard(lock);
    else if (Date.now() > deadline) {
      throw new Error(`Waited too long for ${lock}; remove it when no installation is running.`);
    } else await wait(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** @param {string} lock */
async function tryAcquire(lock) {
  try {
    await mkdir(lock);
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
  await writeFile(join(lock, 'owner'), String(process.pid));
  return true;
}

/** @param {string} lock */
async function isAbandoned(lock) {
  const owner = Number(await readFile(join(lock, 'owner'), 'utf8').catch(() => ''));
  if (owner > 0) return !isAlive(owner);
  const created = await stat(lock).catch(() => undefined);
  return created !== undefined && Date.now() - created.mtimeMs > OWNERLESS_LIMIT_MS;
}

/** @param {string} lock */
async function discard(lock) {
  const aside = `${lock}-${process.pid}-${Date.now()}`;
  await rename(lock, aside).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
