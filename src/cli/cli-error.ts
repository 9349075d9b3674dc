/** Something that the user can put right: ends the run with exit code 2 and this message. */
export class CliError extends Error {
  /** What to do about it; null when the message says it. */
  readonly hint: string | null;
  /** Printed below the message, one a line. */
  readonly details: readonly string[];

  constructor(message: string, hint: string | null = null, details: readonly string[] = []) {
    super(message);
    this.name = 'CliError';
    this.hint = hint;
    this.details = details;
  }
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'operation not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space is left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the file is larger than the file system or a limit allows'],
  ['ENOENT', 'no such file or folder'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'too many symbolic links'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EMFILE', 'too many files are open'],
  ['EIO', 'the device reports an error'],
]);

/** True for errors that the operating system gave, which are no bugs of ours. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** The operating system's reason, in words. */
export function systemReason(error: { readonly code: string }): string {
  const reason = reasons.get(error.code);
  return reason === undefined ? error.code : `${reason} (${error.code})`;
}

/** Error codes by which a file system says that it has no links of the kind asked for. */
export const unsupportedOperation: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EMLINK',
  'EXDEV',
]);
