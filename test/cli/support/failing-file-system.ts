import type { FileSystem } from '../../../src/cli/output/file-system.ts';
import { nodeFileSystem } from '../../../src/cli/output/file-system.ts';

/** What a killed process does next: nothing. */
export class Killed extends Error {}

export interface FailingFileSystem {
  readonly fileSystem: FileSystem;
  /** Changes made or tried so far. */
  readonly steps: () => number;
}

const changing: ReadonlySet<string> = new Set([
  'create',
  'makeDirectory',
  'setMode',
  'link',
  'symlink',
  'rename',
  'unlink',
  'removeDirectory',
  'flushDirectory',
] satisfies (keyof FileSystem)[]);

const everything: ReadonlySet<string> = new Set(Object.keys(nodeFileSystem));

/** The real file system until the change number `step`, where the process dies. */
export function killedAt(step: number): FailingFileSystem {
  return failing((count) => {
    if (count >= step) throw new Killed();
  });
}

/** The change number `step` fails with an error code; all others work. */
export function failingAt(step: number, code: string): FailingFileSystem {
  return failing((count, name) => {
    if (count === step) throw Object.assign(new Error(code), { code, syscall: name });
  });
}

/** The use number `step` of the file system, reading included, fails with an error code; all others work. */
export function failingAtAny(step: number, code: string): FailingFileSystem {
  return failing((count, name) => {
    if (count === step) throw Object.assign(new Error(code), { code, syscall: name });
  }, everything);
}

/** Every use of one operation fails with an error code. */
export function without(operation: keyof FileSystem, code: string): FailingFileSystem {
  return failing((_, name) => {
    if (name === operation) throw Object.assign(new Error(code), { code, syscall: name });
  });
}

function failing(
  before: (count: number, name: string) => void,
  counted = changing,
): FailingFileSystem {
  let count = 0;
  let dead = false;
  const guard =
    (name: string, operation: (...args: never[]) => unknown) =>
    (...args: never[]): unknown => {
      if (dead) throw new Killed();
      try {
        if (counted.has(name)) before(count++, name);
      } catch (error) {
        dead = error instanceof Killed;
        throw error;
      }
      return operation(...args);
    };
  const fileSystem = Object.fromEntries(
    Object.entries(nodeFileSystem).map(([name, operation]) => [
      name,
      guard(name, operation as never),
    ]),
  ) as unknown as FileSystem;
  return { fileSystem, steps: () => count };
}
