/** A stretch of a file that holds one document, or that cannot. */
export type Chunk =
  | { readonly kind: 'document'; readonly start: number; readonly end: number }
  | { readonly kind: 'bad-separator'; readonly start: number; readonly end: number };

/**
 * Splits a file into documents where kubectl does: at lines that begin with `---`
 * (apimachinery's YAMLReader). Such a line may hold only blanks or a comment besides; anything else is
 * refused there, although YAML itself would allow it.
 */
export function splitDocuments(text: string): readonly Chunk[] {
  return splitJson(text) ?? splitYaml(text);
}

/**
 * A file that begins with a brace is a stream of JSON objects to kubectl, which need no separator; null
 * when it is not one after all.
 */
function splitJson(text: string): readonly Chunk[] | null {
  const chunks: Chunk[] = [];
  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, at)) {
    const end = text[at] === '{' ? endOfJson(text, at) : null;
    if (end === null) return null;
    chunks.push({ kind: 'document', start: at, end });
    at = end;
  }
  return chunks.length > 1 ? chunks : null;
}

function skipBlanks(text: string, at: number): number {
  let next = at;
  while (/^[ \t\r\n]$/.test(text.charAt(next))) next += 1;
  return next;
}

/** The offset after the bracket that closes the one at `start`; null when none does. */
function endOfJson(text: string, start: number): number | null {
  const mark = /["{}[\]]/g;
  mark.lastIndex = start;
  let depth = 0;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const [bracket] = found;
    if (bracket === '"') {
      const quote = /(?:[^"\\]|\\.)*"/y;
      quote.lastIndex = mark.lastIndex;
      if (quote.exec(text) === null) return null;
      mark.lastIndex = quote.lastIndex;
    } else depth += bracket === '{' || bracket === '[' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return null;
}

function splitYaml(text: string): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  for (let line = 0; line <= text.length;) {
    const newline = text.indexOf('\n', line);
    const end = newline === -1 ? text.length : newline;
    if (text.startsWith('---', line)) {
      chunks.push({ kind: 'document', start, end: line });
      if (!/^---[ \t]*(?:#.*)?\r?$/.test(text.slice(line, end)))
        chunks.push({ kind: 'bad-separator', start: line, end });
      start = Math.min(end + 1, text.length);
    }
    if (newline === -1) break;
    line = newline + 1;
  }
  chunks.push({ kind: 'document', start, end: text.length });
  return chunks;
}

/** True when a document holds nothing but blanks, comments and end markers: it does not count. */
export function isEmptyDocument(text: string): boolean {
  return /^(?:[ \t]*(?:#[^\n]*|\.\.\.[ \t]*|\r)?(?:\n|$))*$/.test(text);
}
