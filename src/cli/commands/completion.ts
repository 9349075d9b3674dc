import { CliError } from '../cli-error.ts';
import { completionScript, shells } from '../completion/index.ts';
import { completedCommands } from '../completion/model.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Command, RunCommand } from './command.ts';

/** `gatewright completion SHELL`. */
export function completionOf(commands: readonly Command[]): RunCommand {
  return ({ positionals }, io) => {
    const [name, ...more] = positionals;
    const shell = shells.find((known) => known === name);
    if (shell === undefined || more.length > 0)
      throw new CliError(`completion takes one of ${shells.join(', ')}`);
    io.stdout.writeDocument(completionScript(shell, completedCommands(commands)));
    return Promise.resolve(exitCodes.done);
  };
}
