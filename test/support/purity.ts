import type { SourceFile } from '../../src/source/source-file.ts';

/** Freezes a value and everything in it, so that a stage that writes to its input throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFreeze(each);
  }
  return value;
}

/** The same documents in the opposite order, in files in the opposite order. */
export function shuffled(files: readonly SourceFile[]): readonly SourceFile[] {
  return files
    .map(({ name, text }) => ({
      name,
      text: text
        .split(/^---.*\n/m)
        .reverse()
        .join('\n---\n'),
    }))
    .reverse();
}
