import type { SourceFile } from '../source/source-file.ts';
import type { DocumentText } from './document-text.ts';
import { endOfJson } from './json-text.ts';

/** A part of a file, as kubectl's reader cuts it. */
export type Chunk =
  | { readonly kind: 'document'; readonly document: DocumentText }
  | {
      /** kubectl reads neither the part nor its separator line. */
      readonly kind: 'bad-separator';
      readonly document: DocumentText;
      /** Offset of the line in the file. */
      readonly line: number;
    }
  | { readonly kind: 'bad-json'; readonly document: DocumentText };

/**
 * Cuts a file into documents as kubectl does (k8s.io/apimachinery, `YAMLOrJSONDecoder`). A file that
 * starts with a brace is a stream of JSON objects. With at most one of them it may still go on as
 * YAML, which separator lines cut: `---` and nothing but blanks or a comment.
 */
export function* splitDocuments(file: SourceFile): Generator<Chunk, void> {
  const { text } = file;
  // A byte order mark at the very beginning is how some editors save UTF-8.
  let at = text.startsWith('\ufeff') ? 1 : 0;
  const looksLikeJson = text.charAt(skipBlanks(text, at)) === '{';
  let objects = 0;
  for (;;) {
    const start = skipBlanks(text, at);
    const end = text.charAt(start) === '{' ? endOfJson(text, start) : null;
    if (end === null) break;
    yield { kind: 'document', document: { file, start, end, syntax: 'json' } };
    objects++;
    at = end;
  }
  const rest = skipBlanks(text, at);
  if (objects > 1 && rest < text.length) {
    const document: DocumentText = { file, start: rest, end: text.length, syntax: 'json' };
    yield { kind: 'bad-json', document };
  } else if (objects <= 1) {
    yield* splitYaml(file, looksLikeJson ? skipFirstLineOfBlanks(text, at) : at);
  }
}

const separator = '---';

function* splitYaml(file: SourceFile, from: number): Generator<Chunk, void> {
  const { text } = file;
  let start = from;
  let at = from;
  while (at < text.length) {
    const line = text.startsWith(separator, at) ? at : nextSeparator(text, at);
    if (line === null) break;
    const lineEnd = endOfLine(text, line);
    const after = text.slice(line + separator.length, lineEnd).trim();
    // At the very beginning kubectl takes the line for a part of the document, where ---# is a text.
    // Go does not count a byte order mark among the blanks.
    const hasMark = text.slice(line, lineEnd).includes('\ufeff');
    const isText = line === start && text.charAt(line + separator.length) === '#';
    if ((after === '' && !hasMark) || (after.startsWith('#') && !isText)) {
      if (line > start) yield yamlChunk(file, start, line);
    } else {
      const document: DocumentText = { file, start, end: lineEnd, syntax: 'yaml' };
      yield { kind: 'bad-separator', document, line };
    }
    start = lineEnd;
    at = lineEnd;
  }
  if (start < text.length) yield yamlChunk(file, start, text.length);
}

function yamlChunk(file: SourceFile, start: number, end: number): Chunk {
  return { kind: 'document', document: { file, start, end, syntax: 'yaml' } };
}

function nextSeparator(text: string, from: number): number | null {
  const lineBreak = text.indexOf(`\n${separator}`, from);
  return lineBreak === -1 ? null : lineBreak + 1;
}

/** Offset after the line break, or the end of the text. */
function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at + 1;
}

const blanks = /[ \t\r\n\v\f]*/y;

function skipBlanks(text: string, from: number): number {
  blanks.lastIndex = from;
  blanks.exec(text);
  return blanks.lastIndex;
}

const firstLineOfBlanks = /[ \t\r\v\f]*\n?/y;

// As kubectl's reader: without this, the line break after a JSON object would start the YAML.
function skipFirstLineOfBlanks(text: string, from: number): number {
  firstLineOfBlanks.lastIndex = from;
  firstLineOfBlanks.exec(text);
  return firstLineOfBlanks.lastIndex;
}
