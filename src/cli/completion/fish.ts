import type { CompletedCommand, CompletedOption, Values } from './model.ts';
import { scriptOf, type CompletionScript } from './script.ts';

/** Completions for fish, to be sourced or put into its completions folder. */
export function fishCompletion(commands: readonly CompletedCommand[]): CompletionScript {
  const names = commands.map(({ name }) => name).join(' ');
  return scriptOf([
    '# fish completion of gatewright: gatewright completion fish | source',
    'complete -c gatewright -f',
    ...commands.map(
      ({ name, summary }) =>
        `complete -c gatewright -n "not __fish_seen_subcommand_from ${names}" -a ${name} -d ${quoted(summary)}`,
    ),
    ...commands.flatMap((command) => [
      ...command.options.map((option) => optionLine(command.name, option)),
      ...argumentLines(command),
    ]),
    '',
  ]);
}

function optionLine(command: string, { name, short, help, values }: CompletedOption): string {
  const letter = short === null ? '' : ` -s ${short}`;
  return `complete -c gatewright -n "__fish_seen_subcommand_from ${command}" -l ${name}${letter}${valueOf(values)} -d ${quoted(help)}`;
}

function argumentLines({ name, arguments: values }: CompletedCommand): readonly string[] {
  const start = `complete -c gatewright -n "__fish_seen_subcommand_from ${name}"`;
  if (values.kind === 'words') return [`${start} -a ${quoted(values.words.join(' '))}`];
  return values.kind === 'files' ? [`${start} -F`] : [];
}

function valueOf(values: Values): string {
  switch (values.kind) {
    case 'none':
      return '';
    case 'any':
      return ' -x';
    case 'words':
      return ` -x -a ${quoted(values.words.join(' '))}`;
    case 'files':
      return ' -r -F';
    case 'folders':
      return " -x -a '(__fish_complete_directories)'";
  }
}

/** Within single quotes, fish knows the escapes of a quote and of a backslash only. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
