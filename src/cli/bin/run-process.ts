import { bugReport } from '../bug-report.ts';
import { exitCodes } from '../exit-codes.ts';
import { run } from '../main.ts';
import { nodeIo } from '../node-io.ts';

/** Runs a command line as this process. */
export async function runProcess(argv: readonly string[]): Promise<void> {
  const io = nodeIo();
  process.on('uncaughtException', (error) => {
    io.stderr.write(bugReport(error, process.env['GATEWRIGHT_DEBUG'] !== undefined));
    process.exit(exitCodes.bug);
  });
  // Should the promise be forgotten, the process must not end as if all were well.
  process.exitCode = exitCodes.bug;
  // Set, not exited with: what was written to a pipe must still reach its reader.
  process.exitCode = await run(argv, io);
}
