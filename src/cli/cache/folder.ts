import * as fs from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CliError, isSystemError, systemReason } from '../cli-error.ts';
import { staleEntries, type EntryState } from './limits.ts';

/** Bytes; nothing of ours is larger. */
const largest = 512 * 1024 * 1024;

const entryName = /^[0-9a-f]{64}$/;
const draftName = /^[0-9a-f]{64}\.[0-9a-f]{16}\.tmp$/;

/** Says to backups and to Git that nobody needs what is here (bford.info/cachedir). */
const marks: Readonly<Record<string, string>> = {
  'CACHEDIR.TAG': 'Signature: 8a477f597d28d172789f06886806bc55\n# Made by gatewright --cache\n',
  '.gitignore': '*\n',
};

/**
 * Makes the folder of a cache when it is missing, for its owner alone.
 *
 * @param shown - the path as messages name it
 * @throws CliError when there can be none, or when everybody may write to it
 */
export function openCacheFolder(folder: string, shown: string): void {
  try {
    const stats = fs.statSync(folder, { throwIfNoEntry: false });
    if (stats === undefined) makeFolder(folder);
    else if (!stats.isDirectory()) throw new CliError(`--cache ${shown}: it is not a folder`);
    else if ((stats.mode & 0o002) !== 0 && process.platform !== 'win32')
      throw new CliError(
        `--cache ${shown}: everybody may write to the folder, and so decide what comes out of it`,
        'Name one of your own, or take the right away with chmod o-w.',
      );
  } catch (error) {
    if (isSystemError(error)) throw new CliError(`--cache ${shown}: ${systemReason(error)}`);
    throw error;
  }
}

function makeFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(marks))
    attempt(() => {
      fs.writeFileSync(join(folder, name), text, { mode: 0o600, flag: 'wx' });
    });
}

/** The bytes of an entry; null when there are none. Its time becomes `now`, in milliseconds since 1970. */
export function readEntry(folder: string, name: string, now: number): Buffer | null {
  const path = join(folder, name);
  return attempt(() => {
    const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = fs.constants;
    // Neither links nor pipes are ours. Windows knows neither of the flags.
    const flags = process.platform === 'win32' ? O_RDONLY : O_RDONLY | O_NONBLOCK | O_NOFOLLOW;
    const file = fs.openSync(path, flags);
    try {
      const stats = fs.fstatSync(file);
      if (!stats.isFile() || stats.size > largest) return null;
      attempt(() => {
        fs.futimesSync(file, now / 1000, now / 1000);
      });
      return fs.readFileSync(file);
    } finally {
      fs.closeSync(file);
    }
  });
}

/** Puts an entry into its place in one step; a folder that takes none stays as it is. */
export function writeEntry(folder: string, name: string, content: Buffer, now: number): void {
  if (content.length > largest) return;
  const draft = join(folder, `${name}.${randomBytes(8).toString('hex')}.tmp`);
  const written = attempt(() => {
    fs.writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
    fs.utimesSync(draft, now / 1000, now / 1000);
    fs.renameSync(draft, join(folder, name));
    return true;
  });
  if (written === null)
    attempt(() => {
      fs.unlinkSync(draft);
    });
}

/** Removes what is beyond the limits; nothing that has another kind of name. */
export function tidy(folder: string, now: number): void {
  const names = attempt(() => fs.readdirSync(folder)) ?? [];
  const entries = names.flatMap((name): readonly EntryState[] => {
    if (!entryName.test(name) && !draftName.test(name)) return [];
    const stats = attempt(() => fs.lstatSync(join(folder, name)));
    if (stats === null || !stats.isFile()) return [];
    return [{ name, size: stats.size, used: stats.mtimeMs, draft: draftName.test(name) }];
  });
  for (const name of staleEntries(entries, now))
    attempt(() => {
      fs.unlinkSync(join(folder, name));
    });
}

/** Null where the operating system refuses: whatever happens to the folder costs time and nothing else. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}
