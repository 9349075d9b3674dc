import { compareText } from '../../util/compare.ts';

/** A file of the cache. */
export interface EntryState {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** When it was last written or used, in milliseconds since 1970. */
  readonly used: number;
  /** Not in its place yet. */
  readonly draft: boolean;
}

const hour = 3_600_000;
/** Entries that were not used for this long go. */
export const longest = 14 * 24 * hour;
/** Bytes of all entries; those that were not used for the longest time go first. */
export const mostBytes = 1024 * 1024 * 1024;

/** The names of files to remove; drafts belong to runs that go on, unless they are old. */
export function staleEntries(entries: readonly EntryState[], now: number): readonly string[] {
  const drafts = entries.filter(({ draft, used }) => draft && now - used > hour);
  const newestFirst = entries
    .filter(({ draft }) => !draft)
    .sort((a, b) => b.used - a.used || compareText(a.name, b.name));
  let total = 0;
  const stale = newestFirst.filter(({ size, used }) => {
    total += size;
    return now - used > longest || total > mostBytes;
  });
  return [...drafts, ...stale].map(({ name }) => name);
}
