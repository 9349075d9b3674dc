// What a terminal or a CI log acts upon instead of showing: C0 and C1 controls, line and paragraph
// separators, directional and zero-width formatting, byte order marks, tag characters (which can
// hide text), and halves of surrogate pairs.
const active =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

// Azure Pipelines obeys `##vso[` and `##[` anywhere in a line, as the GitHub runner's first command
// syntax does. `::command` counts only at the start of a line, where no text of a user ever stands.
const loggingCommand = /##(?=\[|vso\[)/gi;

/** Makes text of unknown origin safe to print on one line of a terminal or CI log. */
export function escapeForTerminal(text: string): string {
  return text
    .replace(active, (character) => escapeCharacter(character))
    .replace(loggingCommand, '#\\x23');
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
