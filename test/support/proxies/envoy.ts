import type { Command } from './processes.ts';

const CONFIGURATION = 'envoy.json';

/** The part of an installed Envoy this module needs. */
type Envoy = {
  readonly bin: string;
  readonly env: Readonly<Record<string, string>>;
};

/**
 * The command that validates `envoy.json` of a folder.
 *
 * @param envoy - the installed Envoy
 * @param dir - absolute path of the folder; becomes the working folder
 */
export function envoyCheck(envoy: Envoy, dir: string): Command {
  return envoyCommand(envoy, dir, ['--mode', 'validate']);
}

/**
 * The command that serves `envoy.json` of a folder.
 *
 * @param envoy - the installed Envoy
 * @param dir - absolute path of the folder; becomes the working folder
 */
export function envoyServe(envoy: Envoy, dir: string): Command {
  // Without hot restart no shared memory is used, so that any number of instances can run.
  return envoyCommand(envoy, dir, ['--disable-hot-restart', '--concurrency', '1']);
}

function envoyCommand(envoy: Envoy, dir: string, flags: readonly string[]): Command {
  const args = ['-c', CONFIGURATION, '--log-level', 'warn', ...flags];
  return { bin: envoy.bin, args, cwd: dir, env: envoy.env };
}
