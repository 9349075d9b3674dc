import type { Option } from '../args/option.ts';
import type { ParsedArguments } from '../args/parse.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';

/** What a command's own module does. */
export type RunCommand = (args: ParsedArguments, io: CliIo) => Promise<ExitCode>;

/** A command as the command line and `--help` know it, without what it needs to run. */
export interface Command {
  readonly name: string;
  /** What follows the name in the usage line. */
  readonly usage: string;
  readonly summary: string;
  /** Paragraphs of `--help`. */
  readonly description: readonly string[];
  readonly options: readonly Option[];
  /** Takes settings from the environment and from gatewright.yaml. */
  readonly configurable: boolean;
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** Imports the command, which gets to know all: `--version` and `--help` must not pay for the compiler. */
  readonly load: (commands: readonly Command[]) => Promise<RunCommand>;
}
