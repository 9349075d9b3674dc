const documentMark = String.raw`\n(?:---|\.\.\.)(?=[ \t\r\n]|$)`;
const inDoubleQuotes = new RegExp(String.raw`["\\]|${documentMark}`, 'g');
const inSingleQuotes = new RegExp(`''?|${documentMark}`, 'g');
const inBrackets = new RegExp(String.raw`["'#[\]{}]|${documentMark}`, 'g');

/** Offset after a quoted scalar, or null when it is not closed within its document. */
export function endOfQuoted(text: string, start: number): number | null {
  const stop = text.charAt(start) === '"' ? inDoubleQuotes : inSingleQuotes;
  stop.lastIndex = start + 1;
  for (let found = stop.exec(text); found !== null; found = stop.exec(text)) {
    const [stopped] = found;
    if (stopped.startsWith('\n')) return null;
    if (stopped === '"' || stopped === "'") return stop.lastIndex;
    if (stopped === '\\') stop.lastIndex++;
  }
  return null;
}

/**
 * Offset after the bracket that closes the one at `start`; null when none does within the document,
 * or when a comment stands between them, as the line break after it counts.
 */
export function endOfBrackets(text: string, start: number): number | null {
  let depth = 0;
  let at: number | null = start;
  while (at !== null) {
    inBrackets.lastIndex = at;
    const found = inBrackets.exec(text);
    if (found === null) return null;
    const { 0: stopped, index } = found;
    at = inBrackets.lastIndex;
    if (stopped.startsWith('\n')) return null;
    if (stopped === '#' && /\s/.test(text.charAt(index - 1))) return null;
    if (stopped === '[' || stopped === '{') depth++;
    if (stopped === ']' || stopped === '}') depth--;
    if (depth === 0) return at;
    // Inside a plain scalar, as in it's, a quote is a character like any other.
    if ((stopped === '"' || stopped === "'") && /[\s,:?[{]/.test(text.charAt(index - 1)))
      at = endOfQuoted(text, index);
  }
  return null;
}
