import { codes, isSettled, type Code } from '../../diagnostics/catalog.ts';
import type { Severity } from '../../diagnostics/catalog-entry.ts';
import type { Severities } from '../../diagnostics/severities.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { CliError } from '../cli-error.ts';
import type { ParsedArguments } from './parse.ts';
import { all } from './read.ts';

const levels: readonly (Severity | 'none')[] = ['error', 'approximated', 'warning', 'info', 'none'];

/**
 * `--severity CODE=LEVEL`, and the severities of gatewright.yaml; of several for one code, the last counts.
 *
 * @throws CliError for an unknown code or level.
 */
export function severitiesOf(args: ParsedArguments): Severities {
  return Object.fromEntries(all(args, 'severity').map(parseSeverity));
}

function parseSeverity(text: string): readonly [Code, Severity | 'none'] {
  const [name = '', level = ''] = text.split('=', 2);
  const code = codes.find((each) => each === name);
  if (code === undefined) {
    const similar = suggest(name, codes);
    const hint =
      similar === null ? 'gatewright explain lists all codes.' : `Did you mean ${similar}?`;
    throw new CliError(`severity: there is no diagnostic ${name}`, hint);
  }
  if (isSettled(code))
    throw new CliError(`severity: ${code} cannot be changed`, 'Correct the manifest instead.');
  const found = levels.find((each) => each === level);
  if (found !== undefined) return [code, found];
  throw new CliError(`severity of ${name} must be one of ${levels.join(', ')}, not ${level}`);
}
