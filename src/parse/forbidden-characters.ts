// Characters that the readers of YAML disagree on, or that show a reviewer another text than the one that
// counts: control characters, line separators that Go's scanner takes for line ends even in comments, byte
// order marks inside the text, and bidirectional controls.
const forbidden =
  // eslint-disable-next-line no-control-regex -- these are what it looks for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\r(?!\n)|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The first forbidden character of a text from `start` to `end`, or null. */
export function findForbidden(
  text: string,
  start: number,
  end: number,
): { readonly at: number; readonly name: string } | null {
  forbidden.lastIndex = start;
  const found = forbidden.exec(text);
  if (found === null || found.index >= end) return null;
  const code = text.charCodeAt(found.index).toString(16).toUpperCase().padStart(4, '0');
  return { at: found.index, name: `U+${code}` };
}
