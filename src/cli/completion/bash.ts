import type { CompletedCommand, CompletedOption, Values } from './model.ts';
import { scriptOf, type CompletionScript } from './script.ts';

/** A script for bash, to be sourced. */
export function bashCompletion(commands: readonly CompletedCommand[]): CompletionScript {
  const names = commands.map(({ name }) => name).join(' ');
  return scriptOf([
    '# bash completion of gatewright: source <(gatewright completion bash)',
    '_gatewright() {',
    '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}',
    // Bash splits at `=`, so that `--target=n` comes as three words.
    '  if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi',
    '  COMPREPLY=()',
    '  if ((COMP_CWORD == 1)); then',
    `    COMPREPLY=($(compgen -W '${names} --help --version' -- "$current"))`,
    '    return',
    '  fi',
    '  case $command in',
    ...commands.flatMap(commandCase),
    '  esac',
    '}',
    'complete -o filenames -F _gatewright gatewright',
    '',
  ]);
}

function commandCase({ name, options, arguments: others }: CompletedCommand): readonly string[] {
  const taking = options.filter(({ values }) => values.kind !== 'none');
  const all = options.map((option) => `--${option.name}`).join(' ');
  return [
    `    ${name})`,
    '      case $previous in',
    ...taking.map((option) => `        ${spellings(option)}) ${reply(option.values)}; return;;`),
    '      esac',
    `      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '${all}' -- "$current"))`,
    `      else ${reply(others)}; fi;;`,
  ];
}

function spellings({ name, short }: CompletedOption): string {
  return short === null ? `--${name}` : `--${name}|-${short}`;
}

function reply(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W '${values.words.join(' ')}' -- "$current"))`;
    case 'files':
      return 'mapfile -t COMPREPLY < <(compgen -f -- "$current")';
    case 'folders':
      return 'mapfile -t COMPREPLY < <(compgen -d -- "$current")';
    case 'any':
    case 'none':
      return ':';
  }
}
