import { pickFrom, randomNumbers } from './random-numbers.ts';

/** What YAML gives a meaning, and what its readers disagree about. */
export const pieces: readonly string[] = [
  ...Array.from('abyn019 :-?#,[]{}&*!|>\'"%@`~<=+._/\\^$()\n\t\r'),
  ...['é', 'ß', '中', '\u00a0', '\u0085', '\u2028', '\ufeff', '😀', '\u0001'],
  ...[
    ': ',
    ' :',
    '- ',
    '-\n',
    ' #',
    '# x\n',
    '\n\n',
    '\n  ',
    '  ',
    '    ',
    '\n \n',
    ' \n',
    '---',
    '...',
  ],
  ...[
    '|\n',
    '|-\n',
    '|+\n',
    '>\n',
    '|2\n',
    '"',
    "''",
    '""',
    "'a'",
    '"a"',
    '\\n',
    '\\"',
    '\\x41',
    '\\/',
  ],
  ...[
    '{}',
    '[]',
    '[a]',
    '{a: b}',
    '[a, b]',
    '{a: [b, c]}',
    '[a,b]',
    '{"a": b}',
    '{a: "b"}',
    ', ',
    '[-1]',
  ],
  ...[
    'yes',
    'on',
    'null',
    '~',
    'true',
    '010',
    '0x1F',
    '1e3',
    '1_000',
    '1:30',
    '.5',
    '.inf',
    '-1',
    '0o7',
  ],
  ...[
    '<<: ',
    '&a ',
    '*a',
    '!!str ',
    '? ',
    'a: b',
    'a: 1\n',
    'y: 1\n',
    '1: a\n',
    '- a\n',
    '"a": b\n',
    'a:\n',
  ],
  ...[
    '10.0.0.1',
    '2026-01-01',
    '12345678901234567890',
    '0.10',
    '-0',
    '+1',
    '00',
    '1.',
    '0',
    '1e400',
  ],
];

/**
 * Makes documents from others by small changes: text put in, taken out, replaced, moved between documents; lines
 * indented, repeated, swapped; and documents put together from pieces alone.
 *
 * @returns a function that makes the next one of the series.
 */
export function makeMutator(sources: readonly string[], seed: number): () => string {
  const random = randomNumbers(seed);
  const pick = <T>(list: readonly T[]): T => pickFrom(list, random);
  const splice = (text: string, length: number, inserted: string) => {
    const at = random(text.length + 1);
    return text.slice(0, at) + inserted + text.slice(at + length);
  };
  const onLines = (text: string, change: (lines: string[], at: number) => void) => {
    const lines = text.split('\n');
    change(lines, random(lines.length));
    return lines.join('\n');
  };
  const changes: readonly ((text: string) => string)[] = [
    (text) => splice(text, 0, pick(pieces)),
    (text) => splice(text, 1, pick(pieces)),
    (text) => splice(text, 1 + random(3), ''),
    (text) => onLines(text, (lines, at) => (lines[at] = ' '.repeat(random(4)) + (lines[at] ?? ''))),
    (text) => onLines(text, (lines, at) => (lines[at] = (lines[at] ?? '').replace(/^ {1,2}/, ''))),
    (text) => onLines(text, (lines, at) => lines.splice(at, 1)),
    (text) => onLines(text, (lines, at) => lines.splice(at, 0, lines[at] ?? '')),
    (text) => onLines(text, (lines, at) => lines.splice(at, 0, pick(pick(sources).split('\n')))),
    (text) =>
      onLines(text, (lines, at) => lines.splice(at, 0, ' '.repeat(random(7)) + pick(pieces))),
    // After a colon: another value.
    (text) =>
      onLines(
        text,
        (lines, at) => (lines[at] = (lines[at] ?? '').replace(/: .*$/, `: ${pick(pieces)}`)),
      ),
    (text) => onLines(text, (lines, at) => (lines[at] = `${lines[at] ?? ''}${pick(pieces)}`)),
    (text) =>
      onLines(
        text,
        (lines, at) => (lines[at] = `${lines[at] ?? ''}${pick([' ', ' # x', ' |', ' |-'])}`),
      ),
  ];
  const fromPieces = () => {
    let text = 'a: ';
    for (let left = random(14); left > 0; left--) text += pick(pieces);
    return text;
  };
  return () => {
    let text = random(8) === 0 ? fromPieces() : pick(sources);
    for (let left = random(4); left > 0; left--) text = pick(changes)(text);
    return text;
  };
}
