// What fits stays on one line; indentation is not counted, so that moving something deeper does not
// lay it out anew.
const WIDTH = 100;

/**
 * JSON text for review: two spaces a level, and whatever fits on one line stays there, so that a
 * changed rule changes its own lines only. Keys stay in the order they were set. Linear in the size.
 */
export function printJson(value: unknown): string {
  const lines: string[] = [];
  print(value, { indent: '', before: '', after: '' }, lines);
  return `${lines.join('\n')}\n`;
}

interface Frame {
  readonly indent: string;
  /** Stands before the value on its first line: the key. */
  readonly before: string;
  /** Stands behind the value on its last line: the comma. */
  readonly after: string;
}

function print(value: unknown, { indent, before, after }: Frame, lines: string[]): void {
  const flat = flatten(value, WIDTH);
  if (flat !== null || typeof value !== 'object' || value === null) {
    lines.push(`${indent}${before}${flat ?? JSON.stringify(value)}${after}`);
    return;
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  lines.push(`${indent}${before}${isList ? '[' : '{'}`);
  entries.forEach(([key, each], index) => {
    const frame = {
      indent: `${indent}  `,
      before: isList ? '' : `${JSON.stringify(key)}: `,
      after: index < entries.length - 1 ? ',' : '',
    };
    print(each, frame, lines);
  });
  lines.push(`${indent}${isList ? ']' : '}'}${after}`);
}

/** The value on one line, or null when that takes more than `room` characters; stops there. */
function flatten(value: unknown, room: number): string | null {
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value);
    return text.length <= room ? text : null;
  }
  const isList = Array.isArray(value);
  const pieces: readonly [string, unknown][] = isList
    ? value.map((each: unknown) => ['', each])
    : Object.entries(value).map(([key, each]) => [`${JSON.stringify(key)}: `, each]);
  if (pieces.length === 0) return isList ? '[]' : '{}';
  let text = isList ? '[' : '{ ';
  for (const [label, each] of pieces) {
    const start = text.length > 2 || (isList && text.length > 1) ? `, ${label}` : label;
    const flat = flatten(each, room - text.length - start.length - 2);
    if (flat === null) return null;
    text += start + flat;
  }
  return `${text}${isList ? ']' : ' }'}`;
}
