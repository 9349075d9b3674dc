import { catalogEntry, codes } from '../../diagnostics/catalog.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';

/** `gatewright explain [CODE]`. */
export function runExplain(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const [code, ...more] = args.positionals;
  if (more.length > 0) throw new CliError('explain takes one code');
  io.stdout.write(code === undefined ? `${codes.join('\n')}\n` : explain(code));
  return Promise.resolve(exitCodes.done);
}

function explain(text: string): string {
  const code = codes.find((known) => known === text);
  if (code === undefined) {
    const similar = suggest(text, codes);
    throw new CliError(
      `there is no diagnostic ${text}`,
      similar === null ? 'gatewright explain lists all codes.' : `Did you mean ${similar}?`,
    );
  }
  const { severity, condition, explain: prose } = catalogEntry(code);
  const status =
    condition === null
      ? []
      : [`In a cluster: ${condition.type}=${condition.status}, reason ${condition.reason}.`, ''];
  return [
    `${code} (${severity})`,
    '',
    `Cause: ${prose.cause}`,
    '',
    `Fix: ${prose.fix}`,
    '',
    ...status,
    'Example:',
    '',
    ...prose.example.split('\n').map((line) => `    ${line}`.trimEnd()),
    '',
  ].join('\n');
}
