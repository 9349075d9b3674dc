/**
 * Finds tabs where Go's scanner allows none, and `yaml` does: at the start of a line outside brackets,
 * also of an empty or a comment line, after `-` or `?`, and before the text of a block scalar.
 *
 * @returns a function that takes each lexeme in turn, and is true for the one that holds such a tab.
 */
export function tabCheck(): (lexeme: string, isScalar: boolean) => boolean {
  let brackets = 0;
  let previous = '';
  let atStart: 'line' | 'entry' | 'no' = 'line';
  let afterPlain = false;

  function takeScalar(text: string): boolean {
    const isBlock = previous.startsWith('|') || previous.startsWith('>');
    afterPlain = !isBlock;
    atStart = isBlock ? 'line' : 'no';
    // With a digit in its header a block scalar may start with a tab.
    return isBlock && !/[1-9]/.test(previous) && /^[ \r\n]*\t/.test(text);
  }

  function takeBlank(text: string): boolean {
    const tab = text.indexOf('\t');
    // A plain scalar could go on here, so indented tabs still count as a part of it.
    const mayContinue = afterPlain && atStart === 'line' && tab > 0;
    return tab !== -1 && brackets === 0 && atStart !== 'no' && !mayContinue;
  }

  return (lexeme, isScalar) => {
    if (isScalar) return takeScalar(lexeme);
    const first = lexeme.charAt(0);
    if (first === ' ' || first === '\t') return takeBlank(lexeme);
    if (first === '\n' || first === '\r') atStart = 'line';
    else if (first === '#' || first < ' ') return false;
    else {
      brackets = bracketsAfter(brackets, lexeme);
      const isExplicitValue = lexeme === ':' && atStart === 'line';
      atStart = lexeme === '-' || lexeme === '?' || isExplicitValue ? 'entry' : 'no';
      afterPlain = false;
      previous = lexeme;
    }
    return false;
  };
}

function bracketsAfter(brackets: number, indicator: string): number {
  if (indicator === '[' || indicator === '{') return brackets + 1;
  return indicator === ']' || indicator === '}' ? Math.max(brackets - 1, 0) : brackets;
}
