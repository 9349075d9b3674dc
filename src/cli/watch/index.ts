import { catalogEntry } from '../../diagnostics/catalog.ts';
import { escapeForTerminal, terminal } from '../../diagnostics/render/escape.ts';
import { renderText } from '../../diagnostics/render/text.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { isSet } from '../args/read.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import type { ReportPlan } from '../report-plan.ts';
import type { Found } from '../report.ts';
import { changesBetween } from './changes.ts';
import { fingerprint } from './fingerprint.ts';

/** One run of a command. */
export interface Round {
  readonly code: ExitCode;
  readonly found: Found;
}

/** Runs a command once; with the findings of an earlier round, it prints only what is different. */
export type RunRound = (earlier: Found | null) => Promise<Round>;

/** Milliseconds between two looks at the files; a look may take a tenth of the time. */
const interval = 150;

/**
 * Runs a command now and whenever the files change, until SIGINT or SIGTERM. Files are looked at, not listened
 * to: that works on every file system, for editors that rename and for folders that come and go.
 *
 * @returns 0: to be ended is how this ends.
 * @throws CliError when the options and watching exclude each other.
 */
export async function watch(
  runRound: RunRound,
  args: ParsedArguments,
  plan: ReportPlan,
  io: CliIo,
): Promise<ExitCode> {
  if (args.positionals.includes('-')) throw new CliError('--watch cannot watch standard input');
  if (plan.format !== 'text' || plan.files.length > 0)
    throw new CliError('--watch prints text and writes no reports');
  const paths = args.positionals.length === 0 ? ['.'] : args.positionals;
  const written = new Set(plan.files.map(({ path }) => path));
  const runAgain = async (earlier: Found | null): Promise<Found> => (await runRound(earlier)).found;
  return watchPaths(() => paths, written, runAgain, io);
}

/**
 * Runs something now and whenever files change, until SIGINT or SIGTERM. What is wrong with the files ends one round,
 * not the watching.
 *
 * @param pathsOf - what to look at; asked before each look
 * @param written - absolute paths of files that rounds write themselves
 * @param runAgain - with what the last round that came to an end returned; null for the first
 * @returns 0: to be ended is how this ends.
 */
export async function watchPaths<T>(
  pathsOf: () => readonly string[],
  written: ReadonlySet<string>,
  runAgain: (earlier: T | null) => Promise<T>,
  io: CliIo,
): Promise<ExitCode> {
  const ended = io.untilInterrupted();
  let seen = '';
  let earlier: T | null = null;
  while (!ended.aborted) {
    const start = io.now();
    const state = await fingerprint(pathsOf(), io.cwd, written);
    if (state !== seen) {
      seen = state;
      try {
        earlier = await runAgain(earlier);
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
        io.stderr.write(terminal`gatewright: ${escapeForTerminal(error.message)}\n`);
      }
    }
    await pause(Math.max(interval, (io.now() - start) * 10), ended);
  }
  return exitCodes.done;
}

function pause(milliseconds: number, ended: AbortSignal): Promise<void> {
  return new Promise((resume) => {
    if (ended.aborted) {
      resume();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      resume();
    };
    const timer = setTimeout(
      () => {
        ended.removeEventListener('abort', end);
        resume();
      },
      Math.min(milliseconds, 5000),
    );
    ended.addEventListener('abort', end, { once: true });
  });
}

/** Prints what came and what went since an earlier round. */
export function publishChanges(
  found: Found,
  earlier: Found,
  args: ParsedArguments,
  io: CliIo,
): void {
  const { introduced, fixed } = changesBetween(earlier.diagnostics, found.diagnostics);
  const text = renderText(introduced, found.files, { color: false });
  if (text !== '') io.stderr.write(terminal`${text}\n`);
  if (isSet(args, 'quiet')) return;
  for (const { code, args: values, span } of fixed) {
    const place = span === null ? '' : ` (${span.file})`;
    const message = catalogEntry(code).message(values);
    io.stderr.write(
      terminal`fixed[${escapeForTerminal(code)}]: ${escapeForTerminal(message + place)}\n`,
    );
  }
}
