import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isSystemError, unsupportedOperation } from '../cli-error.ts';
import type { FileSystem } from './file-system.ts';
import { lockName } from './layout.ts';
import { holderOf, isAlive, thisProcess, tokenPattern, type Holder } from './lock-holder.ts';

export type LockResult<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'busy' };

const takeoverSuffix = '.dead';

/** Runs an action while no other run can change the folder; `busy` when one is doing so. */
export function withLock<T>(
  fileSystem: FileSystem,
  folder: string,
  action: () => T,
): LockResult<T> {
  const base = join(folder, lockName);
  const token = randomUUID();
  if (!acquire(fileSystem, base, token)) return { kind: 'busy' };
  try {
    removeLeftovers(fileSystem, folder);
    return { kind: 'done', value: action() };
  } finally {
    release(fileSystem, base, token);
  }
}

function acquire(fileSystem: FileSystem, base: string, token: string): boolean {
  if (create(fileSystem, { base, lock: base, token })) return true;
  const holder = holderOf(fileSystem, base);
  if (holder === null || isAlive(holder)) return false;
  discard(fileSystem, base, { lock: base, dead: holder });
  return create(fileSystem, { base, lock: base, token });
}

interface Claim {
  /** The folder's lock, which names all its files. */
  readonly base: string;
  /** The lock to create: the folder's own, or one for the takeover of another. */
  readonly lock: string;
  readonly token: string;
}

// The content comes with the name, so that nobody ever reads half a lock.
function create(fileSystem: FileSystem, { base, lock, token }: Claim): boolean {
  const content = Buffer.from(JSON.stringify(thisProcess(token)));
  const draft = `${base}.${token}`;
  fileSystem.create(draft, content, 0o644);
  try {
    linkOrCreate(fileSystem, { draft, lock, content });
    return true;
  } catch (error) {
    // ENOENT: whoever holds the lock tidied our draft away.
    if (isSystemError(error) && (error.code === 'EEXIST' || error.code === 'ENOENT')) return false;
    throw error;
  } finally {
    unlinkIfThere(fileSystem, draft);
  }
}

interface Draft {
  readonly draft: string;
  readonly lock: string;
  readonly content: Buffer;
}

function linkOrCreate(fileSystem: FileSystem, { draft, lock, content }: Draft): void {
  try {
    fileSystem.link(draft, lock);
  } catch (error) {
    if (!isSystemError(error) || !unsupportedOperation.has(error.code)) throw error;
    fileSystem.create(lock, content, 0o644);
  }
}

interface Abandoned {
  readonly lock: string;
  readonly dead: Holder;
}

/**
 * Removes the lock of a dead process, if it is still there. Who looks at a lock and then removes it could remove that
 * of a successor, so the right to remove it is a lock too, with the dead one's token in its name: a lock with a certain
 * token goes by its own process or by who holds that right, and it never comes back. The right of a process that died
 * is taken over in the same way.
 */
function discard(fileSystem: FileSystem, base: string, { lock, dead }: Abandoned): void {
  const right = `${base}.${dead.token}${takeoverSuffix}`;
  const token = randomUUID();
  if (create(fileSystem, { base, lock: right, token })) {
    try {
      release(fileSystem, lock, dead.token);
    } finally {
      release(fileSystem, right, token);
    }
    return;
  }
  const other = holderOf(fileSystem, right);
  if (other !== null && !isAlive(other)) discard(fileSystem, base, { lock: right, dead: other });
}

function release(fileSystem: FileSystem, lock: string, token: string): void {
  if (holderOf(fileSystem, lock)?.token === token) unlinkIfThere(fileSystem, lock);
}

/**
 * Removes what processes left that were killed while they asked for the lock. Rights to remove another lock than ours
 * have nothing left to remove; a living process that loses its draft asks again.
 */
function removeLeftovers(fileSystem: FileSystem, folder: string): void {
  const prefix = `${lockName}.`;
  for (const name of fileSystem.list(folder)) {
    if (!name.startsWith(prefix)) continue;
    const rest = name.slice(prefix.length);
    const token = rest.endsWith(takeoverSuffix) ? rest.slice(0, -takeoverSuffix.length) : rest;
    if (tokenPattern.test(token)) unlinkIfThere(fileSystem, join(folder, name));
  }
}

/** Another run may remove it at the same moment. */
function unlinkIfThere(fileSystem: FileSystem, path: string): void {
  try {
    if (fileSystem.entry(path) !== null) fileSystem.unlink(path);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw error;
  }
}
