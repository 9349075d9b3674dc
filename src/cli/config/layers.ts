import { posix } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Option } from '../args/option.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { configKeys } from './keys.ts';
import type { Config } from './read-config.ts';

/** Where settings come from, strongest first. */
export interface Layers {
  readonly args: ParsedArguments;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
  /** Folder of gatewright.yaml, relative to the working directory. */
  readonly folder: string;
}

/**
 * The arguments of a command with what the environment and gatewright.yaml say of options that the command line
 * leaves out.
 *
 * @throws CliError when a variable of the environment has a wrong value.
 */
export function applyLayers(
  { args, env, config, folder }: Layers,
  options: readonly Option[],
): ParsedArguments {
  const values = new Map(args.values);
  for (const option of options) {
    if (option.name === 'severity') continue;
    const found =
      values.get(option.name) ?? fromEnvironment(option, env) ?? fromConfig(option, config);
    if (found !== null) values.set(option.name, found);
  }
  // One code's severity does not replace the others': the later entry of a code counts.
  const severities = [...severitiesOf(config), ...(values.get('severity') ?? [])];
  if (severities.length > 0) values.set('severity', severities);
  const configuredPaths = pathsOf(config, folder);
  // Where arguments name objects, manifests are named by an option.
  if (options.some(({ name }) => name === 'from')) {
    if (!values.has('from') && configuredPaths.length > 0) values.set('from', configuredPaths);
    return { values, positionals: args.positionals, configuredPaths };
  }
  const positionals = args.positionals.length > 0 ? args.positionals : configuredPaths;
  return { values, positionals, configuredPaths };
}

/** `GATEWRIGHT_FAIL_ON` is `--fail-on`; values of a repeatable option are separated by commas. */
function fromEnvironment(option: Option, env: Layers['env']): readonly string[] | null {
  if (!option.environment) return null;
  const variable = `GATEWRIGHT_${option.name.toUpperCase().replaceAll('-', '_')}`;
  const text = env[variable];
  if (text === undefined || text === '') return null;
  if (option.value !== null) return option.repeatable ? text.split(',') : [text];
  if (text === '1' || text === 'true') return [''];
  if (text === '0' || text === 'false') return null;
  throw new CliError(`${variable} must be 1, true, 0 or false, not ${text}`);
}

function fromConfig({ name, value }: Option, config: Config): readonly string[] | null {
  const [key] = [...configKeys].find(([, option]) => option === name) ?? [];
  const setting = key === undefined ? undefined : config[key];
  if (setting === undefined) return null;
  if (value === null) return setting === true ? [''] : null;
  if (Array.isArray(setting)) return setting.map(String);
  return typeof setting === 'object' ? null : [String(setting)];
}

function severitiesOf({ severity }: Config): readonly string[] {
  return Object.entries(severity ?? {}).map(([code, level]) => `${code}=${String(level)}`);
}

function pathsOf({ paths }: Config, folder: string): readonly string[] {
  if (!Array.isArray(paths)) return [];
  return paths.map((path) =>
    posix.isAbsolute(String(path)) ? String(path) : posix.join(folder, String(path)),
  );
}
