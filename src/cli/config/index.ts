import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CliError, isSystemError, systemReason } from '../cli-error.ts';
import type { Option } from '../args/option.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { isSet, optional } from '../args/read.ts';
import type { CliIo } from '../io.ts';
import { applyLayers } from './layers.ts';
import type { Config } from './read-config.ts';

const fileName = 'gatewright.yaml';

/**
 * The arguments of a command, completed by the environment and by gatewright.yaml: the file that `--config` names,
 * or the one in the working directory.
 *
 * @throws CliError for a file that cannot be read or that is wrong.
 */
export async function withSettings(
  args: ParsedArguments,
  options: readonly Option[],
  io: CliIo,
): Promise<ParsedArguments> {
  const named = optional(args, 'config');
  if (named !== null && isSet(args, 'no-config'))
    throw new CliError('--config and --no-config exclude each other');
  const text = isSet(args, 'no-config') ? null : readText(named, io.cwd);
  const config = text === null ? {} : await parse(named ?? fileName, text);
  const folder = named === null ? '.' : dirname(named);
  return applyLayers({ args, env: io.env, config, folder }, options);
}

function readText(named: string | null, cwd: string): string | null {
  try {
    return readFileSync(resolve(cwd, named ?? fileName), 'utf8');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (named === null && error.code === 'ENOENT') return null;
    throw new CliError(`cannot read ${named ?? fileName}: ${systemReason(error)}`);
  }
}

/** The reader of YAML is loaded only where there is something to read. */
async function parse(name: string, text: string): Promise<Config> {
  const { readConfig } = await import('./read-config.ts');
  return readConfig({ name, text });
}
