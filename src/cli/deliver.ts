import { resolve } from 'node:path';
import type { GatewayOutput } from '../compile-options.ts';
import { escapeForTerminal, terminal, type TerminalText } from '../diagnostics/render/escape.ts';
import type { Destination } from './args/compile-arguments.ts';
import { CliError } from './cli-error.ts';
import type { CliIo } from './io.ts';
import { checkOutput } from './output/check.ts';
import { configurationText } from './output/configuration-text.ts';
import { nodeFileSystem } from './output/file-system.ts';
import { planOutput, type OutputPlan } from './output/plan.ts';
import { writeOutput } from './output/write.ts';
import { count } from './summary.ts';

/** What became of the output. */
export interface Delivery {
  /** For the summary. */
  readonly result: TerminalText;
  /** `--check` found a difference. */
  readonly drifted: boolean;
}

/** Longest wait for another run that writes to the same folder, in milliseconds. */
const patience = 10_000;

/**
 * Writes, compares or prints the output.
 *
 * @throws CliError when the destination cannot take it.
 */
export function deliver(
  outputs: readonly GatewayOutput[],
  destination: Destination,
  io: CliIo,
): Promise<Delivery> {
  const plan = planOutput(outputs);
  if (destination.kind === 'stdout') return Promise.resolve(print(plan, io));
  const folder = resolve(io.cwd, destination.folder);
  if (destination.check) return Promise.resolve(check(plan, folder, io));
  return write(plan, folder, io);
}

function print(plan: OutputPlan, io: CliIo): Delivery {
  const [only, ...more] = plan.files;
  if (only === undefined) return { result: terminal`no files`, drifted: false };
  const paths = plan.files.map(({ path }) => path);
  if (plan.files.some(({ secret }) => secret))
    throw new CliError(
      'private keys belong to the output, and they never go to standard output',
      'Name a folder with --output DIR.',
      paths,
    );
  if (more.length > 0)
    throw new CliError(
      `standard output takes one file, and there are ${String(plan.files.length)}:`,
      'Name a folder with --output DIR, or choose with --target and --gateway.',
      paths,
    );
  io.stdout.writeDocument(configurationText(only));
  return { result: terminal`standard output`, drifted: false };
}

function check(plan: OutputPlan, folder: string, io: CliIo): Delivery {
  const drift = checkOutput(folder, plan, nodeFileSystem);
  for (const { path, how } of drift)
    io.stderr.write(terminal`${escapeForTerminal(how)}: ${escapeForTerminal(path)}\n`);
  const result =
    drift.length === 0
      ? terminal`${count(plan.files.length, 'file', 'files')} up to date`
      : count(drift.length, 'file differs', 'files differ');
  return { result, drifted: drift.length > 0 };
}

async function write(plan: OutputPlan, folder: string, io: CliIo): Promise<Delivery> {
  const { uninterrupted } = io;
  const done = await writeOutput(folder, plan, {
    fileSystem: nodeFileSystem,
    uninterrupted,
    patience,
  });
  for (const path of done.kept)
    io.stderr.write(
      terminal`kept, as it was changed since it was written: ${escapeForTerminal(path)}\n`,
    );
  const total = count(plan.files.length, 'file', 'files');
  const removed = done.removed === 0 ? terminal`` : terminal` (${done.removed} removed)`;
  return { result: terminal`${total}${removed}`, drifted: false };
}
