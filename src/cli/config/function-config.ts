import { isJsonObject, type JsonObject, type JsonValue } from '../../parse/index.ts';
import { CliError } from '../cli-error.ts';
import { readConfig, type Config } from './read-config.ts';

/** What a functionConfig asks for. */
export interface FunctionConfig {
  /** `validate`: nothing is made. */
  readonly mode: 'compile' | 'validate';
  readonly config: Config;
}

const lists: ReadonlySet<string> = new Set(['resolver', 'endpoint']);

/**
 * Reads the functionConfig of a KRM function: the settings of gatewright.yaml and `mode`, as `spec` of an object of kind
 * Gatewright, or as `data` of a ConfigMap, where lists are one entry a line.
 *
 * @throws CliError that lists what is wrong.
 */
export function readFunctionConfig(object: JsonObject | null): FunctionConfig {
  if (object === null) return { mode: 'compile', config: {} };
  const { mode = 'compile', ...settings } = settingsOf(object);
  if (mode !== 'compile' && mode !== 'validate')
    throw new CliError('functionConfig: mode must be compile or validate');
  if ('paths' in settings)
    throw new CliError('functionConfig: paths has no place, as the manifests are the items');
  const config = readConfig({ name: 'functionConfig', text: JSON.stringify(settings) });
  return { mode, config };
}

function settingsOf(object: JsonObject): JsonObject {
  const { kind, data, spec } = object;
  if (kind === 'ConfigMap') return isJsonObject(data) ? fromTexts(data) : {};
  if (kind !== 'Gatewright')
    throw new CliError('functionConfig must be a ConfigMap or of kind Gatewright');
  return isJsonObject(spec) ? spec : {};
}

/** Values of a ConfigMap are texts. */
function fromTexts(data: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      typeof value === 'string' ? typedValue(key, value) : value,
    ]),
  );
}

function typedValue(key: string, text: string): JsonValue {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lists.has(key)) return lines;
  if (key === 'severity') return Object.fromEntries(lines.map(splitAtEquals));
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d{1,7}$/.test(text) ? Number(text) : text;
}

function splitAtEquals(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
}
