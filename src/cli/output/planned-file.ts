import type { OutputPath } from './layout.ts';

/** A file as it shall stand in the output folder. */
export interface PlannedFile {
  readonly path: OutputPath;
  /** Written with mode 0600 in a folder with mode 0700, and never shown. */
  readonly secret: boolean;
  /** Made anew whenever it is compared or written, and then forgotten. */
  readonly content: () => Buffer;
}

/** Permission bits of a file. */
export function fileMode(file: PlannedFile): number {
  return file.secret ? 0o600 : 0o644;
}
