import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import type { SourceFile } from '../../source/source-file.ts';
import { version } from '../version.ts';
import { build } from './build.ts';

/** All that decides what a run finds and makes. */
export interface Run {
  readonly command: 'compile' | 'validate';
  /** Every option that the stages get. */
  readonly options: object;
  readonly files: readonly SourceFile[];
}

/** Equal digests mean equal results: whatever can make a difference is in it. */
export function runDigest({ command, options, files }: Run): Buffer {
  // Serializing fails for what it cannot tell apart, such as functions.
  const parts = [command, serialize(options)];
  return digestOf('run', [...parts, ...files.flatMap(({ name, text }) => [name, text])]);
}

/**
 * The digest of something that is kept.
 *
 * @param use - what it is; no two uses have a digest in common
 */
export function digestOf(use: string, parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  // Before each part its length, of texts in UTF-16 units, so that no two lists of parts read alike.
  const add = (part: string | Uint8Array): void => {
    hash.update(`${String(part.length)}${typeof part === 'string' ? 't' : 'b'}`).update(part);
  };
  // Node decides how certificates and URLs are read and how values are stored.
  for (const part of [version, build, process.version, process.platform, process.arch, use])
    add(part);
  for (const part of parts) add(part);
  return hash.digest();
}
