import type { Branded } from '../../util/brand.ts';

/** Text for a terminal or CI log, in which nothing but our own words (colours, line breaks) is acted upon. */
export type TerminalText = Branded<'TerminalText'>;

// What a terminal or a CI log acts upon instead of showing: C0 and C1 controls, line and paragraph
// separators, directional and zero-width formatting, byte order marks, tag characters (which can
// hide text), and halves of surrogate pairs.
export const activeCharacters =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

// Azure Pipelines obeys `##vso[` and `##[` anywhere in a line, as the GitHub runner's first command
// syntax does; TeamCity has one of the same kind.
const loggingCommand = /##(?=\[|vso\[|teamcity\[)/gi;

// The GitHub runner obeys `::command::` at the start of a line, also after blanks (ActionCommand.TryParseV2). Text of a
// user may come to stand there, and the rest of the command behind it; an IPv6 address is no command.
const workflowCommand = /^(\s*):(?=:(?![0-9a-f:.]*$))/i;

/** Makes text of unknown origin safe to print on one line of a terminal or CI log, wherever it stands in it. */
export function escapeForTerminal(text: string): TerminalText {
  return text
    .replace(activeCharacters, (character) => escapeCharacter(character))
    .replace(loggingCommand, '#\\x23')
    .replace(workflowCommand, '$1\\x3a') as TerminalText;
}

/** What our own words may have between them. */
export type TerminalPart = TerminalText | number;

/** A template tag: our own words, which are taken as they are, around text that has been made safe. */
export function terminal(words: TemplateStringsArray, ...parts: TerminalPart[]): TerminalText {
  return String.raw({ raw: words }, ...parts) as TerminalText;
}

/** Safe texts with our own words between them. */
export function joinTerminal(parts: readonly TerminalText[], words: TerminalText): TerminalText {
  return parts.join(words) as TerminalText;
}

/** A safe text without the blanks at its end. */
export function trimTerminalEnd(text: TerminalText): TerminalText {
  return text.trimEnd() as TerminalText;
}

/** Each safe text as a line of its own. */
export function terminalLines(lines: readonly TerminalText[]): TerminalText {
  return lines.map((line) => `${line}\n`).join('') as TerminalText;
}

/** A safe text with blanks behind it, up to a number of UTF-16 code units. */
export function padTerminalEnd(text: TerminalText, length: number): TerminalText {
  return text.padEnd(length) as TerminalText;
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
  }
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
