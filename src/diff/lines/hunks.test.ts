import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hunksOf, type Hunk } from './hunks.ts';

const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

/** What patch(1) does. */
function apply(before: string, hunks: readonly Hunk[]): string {
  const lines = before === '' ? [] : before.slice(0, -1).split('\n');
  const result: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    const start = hunk.baseLines === 0 ? hunk.baseStart : hunk.baseStart - 1;
    result.push(...lines.slice(at, start));
    at = start;
    expect(hunk.headLines === 0 ? hunk.headStart : hunk.headStart - 1).toBe(result.length);
    for (const { how, text: line } of hunk.lines) {
      if (how !== 'added') expect(lines[at++]).toBe(line);
      if (how !== 'removed') result.push(line);
    }
    expect(hunk.lines.filter(({ how }) => how !== 'added').length).toBe(hunk.baseLines);
    expect(hunk.lines.filter(({ how }) => how !== 'removed').length).toBe(hunk.headLines);
  }
  return text([...result, ...lines.slice(at)]);
}

describe('hunks', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', '}', 'x', 'y'), { maxLength: 60 });

  test('turn one text into the other', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const hunks = hunksOf(text(before), text(after));
        expect(apply(text(before), hunks)).toBe(text(after));
      }),
    );
  });

  test('hold one inserted block and nothing else', () => {
    const block = (name: string) => [`${name} {`, `  value ${name};`, '}', ''];
    const names = Array.from({ length: 300 }, (_, n) => `rule${String(n)}`);
    const before = names.flatMap(block);
    const after = [...names.slice(0, 150), 'new', ...names.slice(150)].flatMap(block);
    const [hunk, ...others] = hunksOf(text(before), text(after));
    expect(others).toEqual([]);
    expect(hunk?.lines.filter(({ how }) => how !== 'same')).toHaveLength(4);
  });

  test('take a time that grows with the texts', () => {
    const long = (seed: number) =>
      Array.from({ length: 60_000 }, (_, n) => String((n * seed) % 997));
    expect(hunksOf(text(long(7)), text(long(13))).length).toBeGreaterThan(0);
  });

  test.each([
    ['', 'a\n', [0, 0, 1, 1]],
    ['a\n', '', [1, 1, 0, 0]],
  ])('%j to %j', (before, after, [baseStart, baseLines, headStart, headLines]) => {
    expect(hunksOf(before, after)).toMatchObject([{ baseStart, baseLines, headStart, headLines }]);
  });
});
