import { mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { TerminalText } from '../diagnostics/render/escape.ts';
import { CliError, isSystemError, systemReason } from './cli-error.ts';
import type { DocumentText } from './document-text.ts';
import type { FileSystem } from './output/file-system.ts';

/**
 * Writes a file as a whole: whoever reads it gets the earlier text or the new one. Folders above it are
 * made when they are missing. A symbolic link is followed; a device or a pipe is written to as it is.
 *
 * @param path - absolute.
 * @param shown - the path as messages name it.
 * @throws CliError when it cannot be done; the earlier file is as it was.
 */
export function writeWhole(
  path: string,
  text: TerminalText | DocumentText,
  { fileSystem, shown }: { readonly fileSystem: FileSystem; readonly shown: string },
): void {
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory() === true) throw new CliError(`cannot write ${shown}: it is a folder`);
    if (there !== undefined && !there.isFile()) {
      writeFileSync(path, text);
      return;
    }
    if (there === undefined) mkdirSync(dirname(path), { recursive: true });
    replace(there === undefined ? path : realpathSync(path), text, fileSystem);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new CliError(`cannot write ${shown}: ${systemReason(error)}`);
  }
}

function replace(path: string, text: string, fileSystem: FileSystem): void {
  // Two runs at a time must not write to one draft.
  const draft = join(dirname(path), `.${basename(path)}.${String(process.pid)}.tmp`);
  try {
    if (fileSystem.entry(draft) !== null) fileSystem.unlink(draft);
    fileSystem.create(draft, Buffer.from(text), 0o644);
    fileSystem.rename(draft, path);
  } catch (error) {
    if (fileSystem.entry(draft) !== null) fileSystem.unlink(draft);
    throw error;
  }
}
