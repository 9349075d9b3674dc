import type { Branded } from '../../util/brand.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import type { CompletedCommand } from './model.ts';
import { zshCompletion } from './zsh.ts';

/** A script for a shell, made of our own tables of commands and options, and of nothing from the input. */
export type CompletionScript = Branded<'CompletionScript'>;

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

export type Shell = keyof typeof scripts;

export const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

/** What makes a shell complete command lines. */
export function completionScript(
  shell: Shell,
  commands: readonly CompletedCommand[],
): CompletionScript {
  return scripts[shell](commands) as CompletionScript;
}
