import {
  escapeForTerminal,
  terminal,
  terminalLines,
  type TerminalText,
} from '../diagnostics/render/escape.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { parseArguments } from './args/parse.ts';
import { commonOptions, settingsOptions } from './args/options.ts';
import { isSet } from './args/read.ts';
import { bugReport } from './bug-report.ts';
import { CliError, isSystemError, systemReason } from './cli-error.ts';
import { withSettings } from './config/index.ts';
import type { Command } from './commands/command.ts';
import { commands } from './commands/registry.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { commandHelp, generalHelp } from './help.ts';
import type { CliIo } from './io.ts';
import { version } from './version.ts';

/**
 * Runs one command line.
 *
 * @param argv - the arguments after the program's name.
 * @returns the exit code. It never rejects.
 */
export async function run(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  try {
    return await runCommandLine(argv, io);
  } catch (error) {
    return report(error, io);
  }
}

async function runCommandLine(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const [first, ...rest] = argv;
  if (first === '--version') return answer(io, terminal`${escapeForTerminal(version)}\n`);
  if (first === '--help' || first === '-h') return answer(io, generalHelp());
  if (first === 'help') {
    const [name] = rest;
    return answer(io, name === undefined ? generalHelp() : commandHelp(findCommand(name)));
  }
  if (first === undefined) {
    io.stderr.write(generalHelp());
    return exitCodes.usage;
  }
  const command = findCommand(first);
  const settings = command.configurable ? settingsOptions : [];
  const args = parseArguments(rest, [...command.options, ...settings, ...commonOptions]);
  if (isSet(args, 'help')) return answer(io, commandHelp(command));
  if (isSet(args, 'version')) return answer(io, terminal`${escapeForTerminal(version)}\n`);
  const runCommand = await command.load(commands);
  const settled = command.configurable ? await withSettings(args, command.options, io) : args;
  return runCommand(settled, io);
}

function answer(io: CliIo, text: TerminalText): ExitCode {
  io.stdout.write(text);
  return exitCodes.done;
}

function findCommand(name: string): Command {
  const command = commands.find((known) => known.name === name);
  if (command !== undefined) return command;
  const similar = suggest(
    name,
    commands.map((known) => known.name),
  );
  throw new CliError(
    name.startsWith('-') ? `unknown option ${name} before a command` : `unknown command ${name}`,
    similar === null ? 'gatewright --help lists the commands.' : `Did you mean ${similar}?`,
  );
}

function report(error: unknown, io: CliIo): ExitCode {
  if (error instanceof CliError) {
    print(io, [
      `gatewright: ${error.message}`,
      ...error.details.map((detail) => `  ${detail}`),
      ...(error.hint === null ? [] : [error.hint]),
    ]);
    return exitCodes.usage;
  }
  if (isSystemError(error)) {
    const path = error.path === undefined ? '' : ` ${error.path}`;
    print(io, [`gatewright: ${error.syscall ?? ''}${path}: ${systemReason(error)}`]);
    return exitCodes.usage;
  }
  io.stderr.write(bugReport(error, io.env['GATEWRIGHT_DEBUG'] !== undefined));
  return exitCodes.bug;
}

/** One line each, whatever the names in them hold. */
function print(io: CliIo, lines: readonly string[]): void {
  io.stderr.write(terminalLines(lines.map(escapeForTerminal)));
}
