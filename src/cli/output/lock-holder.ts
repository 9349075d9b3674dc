import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isSystemError } from '../cli-error.ts';
import type { FileSystem } from './file-system.ts';

/** A process that holds a lock, as the lock's file tells it. */
export interface Holder {
  /** Of this one holding: no other lock ever has it. */
  readonly token: string;
  readonly host: string;
  readonly pid: number;
  /** When the process started, in the kernel's own unit; null where that is unknown. */
  readonly started: string | null;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** What a token looks like: a UUID. */
export const tokenPattern = /^[0-9a-f-]{36}$/;

// A change takes seconds. Whether a process on another machine still runs cannot be asked, so its
// lock counts for this long.
const foreignHostLimit = 10 * 60_000;

/** This process, from now on. */
export function thisProcess(token: string): Holder {
  return {
    token,
    host: hostname(),
    pid: process.pid,
    started: startOf(process.pid),
    since: Date.now(),
  };
}

/** Null when there is no lock, or none that can be read yet. */
export function holderOf(fileSystem: FileSystem, lock: string): Holder | null {
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

/** False when the process that holds a lock is known to have ended. */
export function isAlive(holder: Holder): boolean {
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
