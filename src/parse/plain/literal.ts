import { afterLine, enterLine, lineFeed, skipSpaces, Unsure, type PlainCursor } from './cursor.ts';

/**
 * Reads a literal block scalar, `|` or `|-`, from its header on, and steps into the line after it.
 *
 * @param indent - of the mapping or list that it stands in.
 */
export function readLiteral(cursor: PlainCursor, indent: number): string {
  const { text, end, limits } = cursor;
  const from = cursor.at;
  const strips = text.charAt(from + 1) === '-';
  const header = from + (strips ? 2 : 1);
  if (header >= end || text.charCodeAt(header) !== lineFeed) throw new Unsure();
  cursor.at = header + 1;
  const deep = skipSpaces(cursor, cursor.at) - cursor.at;
  if (deep <= indent) throw new Unsure();
  let content = '';
  for (let line = takeLine(cursor, deep); line !== null; line = takeLine(cursor, deep))
    content += line;
  // Empty lines before or after the text are left to `yaml`.
  if (content === '' || content.startsWith('\n') || content.endsWith('\n\n')) throw new Unsure();
  if (cursor.at - from > limits.scalarLength) throw new Unsure();
  enterLine(cursor);
  return strips ? content.slice(0, -1) : content;
}

/** Takes one line of the text, without its indentation; null at the first line that is indented less. */
function takeLine(cursor: PlainCursor, deep: number): string | null {
  const { text, end, at: from } = cursor;
  const at = skipSpaces(cursor, from);
  const isEmpty = at >= end || text.charCodeAt(at) === lineFeed;
  // A line of nothing but blanks counts differently by their number.
  if (isEmpty && at > from) throw new Unsure();
  if (at >= end || (!isEmpty && at - from < deep)) return null;
  cursor.at = afterLine(cursor, at);
  if (text.charCodeAt(cursor.at - 1) !== lineFeed) throw new Unsure();
  return at === from ? '\n' : text.slice(from + deep, cursor.at);
}
