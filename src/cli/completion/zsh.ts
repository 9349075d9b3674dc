import type { CompletedCommand, CompletedOption, Values } from './model.ts';
import { scriptOf, type CompletionScript } from './script.ts';

/** A completion function for zsh, for its `fpath` or to be sourced. */
export function zshCompletion(commands: readonly CompletedCommand[]): CompletionScript {
  return scriptOf([
    '#compdef gatewright',
    '# zsh completion of gatewright: source <(gatewright completion zsh)',
    '_gatewright() {',
    '  local context state state_descr line',
    '  typeset -A opt_args',
    "  _arguments -C '1:command:->command' '*::argument:->argument'",
    '  case $state in',
    '    command)',
    '      local -a commands=(',
    ...commands.map(({ name, summary }) => `        ${quoted(`${name}:${summary}`)}`),
    '      )',
    '      _describe command commands;;',
    '    argument)',
    '      case $words[1] in',
    ...commands.flatMap(commandCase),
    '      esac;;',
    '  esac',
    '}',
    'if [[ $funcstack[1] == _gatewright ]]; then _gatewright "$@"; else compdef _gatewright gatewright; fi',
    '',
  ]);
}

function commandCase({ name, options, arguments: others }: CompletedCommand): readonly string[] {
  return [
    `        ${name}) _arguments \\`,
    ...options.flatMap(optionSpecs).map((spec) => `          ${spec} \\`),
    `          ${quoted(`*:argument:${actionOf(others)}`)};;`,
  ];
}

function optionSpecs({ name, short, help, values }: CompletedOption): readonly string[] {
  const text = help.replace(/[[\]:\\]/g, (character) => `\\${character}`);
  const value = values.kind === 'none' ? '' : `:value:${actionOf(values)}`;
  const sign = values.kind === 'none' ? '' : '=';
  return [
    quoted(`*--${name}${sign}[${text}]${value}`),
    ...(short === null ? [] : [quoted(`*-${short}[${text}]${value}`)]),
  ];
}

function actionOf(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `(${values.words.join(' ')})`;
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'any':
    case 'none':
      return ' ';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
