import { statSync } from 'node:fs';
import { CliError, isSystemError } from '../cli-error.ts';
import { discover } from '../input/discover.ts';

/**
 * What changes whenever a file of some paths does: is written, replaced by renaming, comes or goes. Of paths that
 * cannot be read, the reason.
 *
 * @param written - absolute paths of files that the run writes itself
 */
export async function fingerprint(
  paths: readonly string[],
  cwd: string,
  written: ReadonlySet<string>,
): Promise<string> {
  try {
    const { files } = await discover(paths, cwd, written);
    return files.map(({ path }) => `${path} ${stateOf(path)}`).join('\n');
  } catch (error) {
    if (error instanceof CliError) return error.message;
    if (isSystemError(error)) return error.code;
    throw error;
  }
}

// An editor that saves by renaming leaves a file with another inode, whatever the times say.
function stateOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) return 'gone';
  return [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].map(String).join(' ');
}
