import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { TargetName } from '../../diagnostics/diagnostic.ts';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';

/**
 * The program of a proxy: the one that was named, or the first in PATH.
 *
 * @throws CliError when there is none.
 */
export function findProxy(target: TargetName, named: string | null, io: CliIo): string {
  if (named !== null) {
    const path = resolve(io.cwd, named);
    if (isProgram(path)) return path;
    throw new CliError(`--proxy-binary ${named} is no program`);
  }
  const folders = (io.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = [...folders, '/usr/sbin', '/usr/local/sbin']
    .map((folder) => join(folder, target))
    .find(isProgram);
  if (found !== undefined) return found;
  throw new CliError(
    `--proxy ${target}: there is no ${target} in PATH`,
    'Install it or name it with --proxy-binary PATH; without --proxy, the reference matcher runs the tests.',
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The version that NGINX tells of itself; null where it does not. */
export function nginxVersionOf(binary: string): string | null {
  const { stderr } = spawnSync(binary, ['-v'], { encoding: 'utf8', timeout: 10_000 });
  return /nginx\/(\d+\.\d+\.\d+)/.exec(stderr)?.[1] ?? null;
}
