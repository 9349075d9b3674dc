import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isSystemError, unsupportedOperation } from '../cli-error.ts';
import type { FileSystem } from './file-system.ts';
import { lockName } from './layout.ts';

/** The process that is changing the folder. */
interface Holder {
  readonly token: string;
  readonly host: string;
  readonly pid: number;
  /** When the process started, in the kernel's own unit; null where that is unknown. */
  readonly started: string | null;
  /** Milliseconds since 1970. */
  readonly since: number;
}

export type LockResult<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'busy' };

const tokenPattern = /^[0-9a-f-]{36}$/;

// A change takes seconds. Whether a process on another machine still runs cannot be asked, so its
// lock counts for this long.
const foreignHostLimit = 10 * 60_000;

/** Runs an action while no other run can change the folder; `busy` when one is doing so. */
export function withLock<T>(
  fileSystem: FileSystem,
  folder: string,
  action: () => T,
): LockResult<T> {
  const lock = join(folder, lockName);
  const token = randomUUID();
  if (!acquire(fileSystem, lock, token)) return { kind: 'busy' };
  try {
    removeDrafts(fileSystem, folder);
    return { kind: 'done', value: action() };
  } finally {
    if (holderOf(fileSystem, lock)?.token === token) fileSystem.unlink(lock);
  }
}

function acquire(fileSystem: FileSystem, lock: string, token: string): boolean {
  if (createLock(fileSystem, lock, token)) return true;
  const holder = holderOf(fileSystem, lock);
  if (holder === null || isAlive(holder)) return false;
  return discard(fileSystem, lock, holder) && createLock(fileSystem, lock, token);
}

// The content comes with the name, so that nobody ever reads half a lock.
function createLock(fileSystem: FileSystem, lock: string, token: string): boolean {
  const holder: Holder = {
    token,
    host: hostname(),
    pid: process.pid,
    started: startOf(process.pid),
    since: Date.now(),
  };
  const content = Buffer.from(JSON.stringify(holder));
  const draft = `${lock}.${token}`;
  fileSystem.create(draft, content, 0o644);
  try {
    return linkOrCreate(fileSystem, { draft, lock, content });
  } catch (error) {
    // ENOENT: whoever holds the lock tidied our draft away.
    if (isSystemError(error) && (error.code === 'EEXIST' || error.code === 'ENOENT')) return false;
    throw error;
  } finally {
    if (fileSystem.entry(draft) !== null) fileSystem.unlink(draft);
  }
}

interface Draft {
  readonly draft: string;
  readonly lock: string;
  readonly content: Buffer;
}

function linkOrCreate(fileSystem: FileSystem, { draft, lock, content }: Draft): true {
  try {
    fileSystem.link(draft, lock);
  } catch (error) {
    if (!isSystemError(error) || !unsupportedOperation.has(error.code)) throw error;
    fileSystem.create(lock, content, 0o644);
  }
  return true;
}

/** Removes what processes left that were killed while they asked for the lock. */
function removeDrafts(fileSystem: FileSystem, folder: string): void {
  const prefix = `${lockName}.`;
  for (const name of fileSystem.list(folder))
    if (name.startsWith(prefix) && tokenPattern.test(name.slice(prefix.length)))
      fileSystem.unlink(join(folder, name));
}

/** Removes the lock of a dead process. Of several that try, one succeeds. */
function discard(fileSystem: FileSystem, lock: string, dead: Holder): boolean {
  const aside = `${lock}.${dead.token}.dead`;
  try {
    fileSystem.rename(lock, aside);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return false;
    throw error;
  }
  const taken = holderOf(fileSystem, aside);
  // Somebody discarded it before us and took the lock meanwhile: give it back.
  if (taken !== null && taken.token !== dead.token) {
    fileSystem.rename(aside, lock);
    return false;
  }
  fileSystem.unlink(aside);
  return true;
}

function holderOf(fileSystem: FileSystem, lock: string): Holder | null {
  try {
    if (fileSystem.entry(lock)?.kind !== 'file') return null;
    return parseHolder(JSON.parse(fileSystem.read(lock).toString('utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || (isSystemError(error) && error.code === 'ENOENT'))
      return null;
    throw error;
  }
}

function parseHolder(value: unknown): Holder | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  const token = fields.get('token');
  const host = fields.get('host');
  const pid = fields.get('pid');
  const started = fields.get('started') ?? null;
  const since = fields.get('since');
  if (typeof token !== 'string' || !tokenPattern.test(token)) return null;
  if (typeof host !== 'string' || typeof since !== 'number') return null;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return null;
  return { token, host, pid, started: typeof started === 'string' ? started : null, since };
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return Date.now() - holder.since < foreignHostLimit;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return !(isSystemError(error) && error.code === 'ESRCH');
  }
  // Process numbers come round again: a process that started at another time is not the holder.
  const started = startOf(holder.pid);
  return holder.started === null || started === null || started === holder.started;
}

/** Field 22 of proc(5)'s `stat`: the process's start in clock ticks since boot. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
