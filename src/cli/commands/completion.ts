import { CliError } from '../cli-error.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { completedCommands } from '../completion/model.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Command, RunCommand } from './command.ts';

const scripts = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

/** `gatewright completion SHELL`. */
export function completionOf(commands: readonly Command[]): RunCommand {
  return ({ positionals }, io) => {
    const [shell, ...more] = positionals;
    const script = shell === undefined || more.length > 0 ? undefined : scripts.get(shell);
    if (script === undefined)
      throw new CliError(`completion takes one of ${[...scripts.keys()].join(', ')}`);
    io.stdout.write(script(completedCommands(commands)));
    return Promise.resolve(exitCodes.done);
  };
}
