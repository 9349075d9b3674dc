import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import type { CompletedCommand } from './model.ts';
import type { CompletionScript } from './script.ts';
import { zshCompletion } from './zsh.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

export type Shell = keyof typeof scripts;

export const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

/** What makes a shell complete command lines. */
export function completionScript(
  shell: Shell,
  commands: readonly CompletedCommand[],
): CompletionScript {
  return scripts[shell](commands);
}
