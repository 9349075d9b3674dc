import { catalogEntry, codes } from '../../diagnostics/catalog.ts';
import {
  escapeForTerminal,
  terminalLines,
  type TerminalText,
} from '../../diagnostics/render/escape.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';

/** `gatewright explain [CODE]`. */
export function runExplain(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const [code, ...more] = args.positionals;
  if (more.length > 0) throw new CliError('explain takes one code');
  io.stdout.write(code === undefined ? terminalLines(codes.map(escapeForTerminal)) : explain(code));
  return Promise.resolve(exitCodes.done);
}

function explain(text: string): TerminalText {
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
  const lines = [
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
  ];
  return terminalLines(lines.map(escapeForTerminal));
}
