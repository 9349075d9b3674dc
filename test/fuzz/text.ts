import { pieces } from '../support/mutate.ts';
import { pickFrom, type RandomNumbers } from '../support/random-numbers.ts';
import { strings } from './hostile/index.ts';

type Change = (text: string, random: RandomNumbers, sources: readonly string[]) => string;

const put = (text: string, at: number, length: number, inserted: string): string =>
  text.slice(0, at) + inserted + text.slice(at + length);

const lineStart = (text: string, random: RandomNumbers): number =>
  text.lastIndexOf('\n', random(text.length + 1)) + 1;

const changes: readonly Change[] = [
  // One bit of one unit.
  (text, random) => {
    const at = random(text.length + 1);
    return put(text, at, 1, String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << random(8))));
  },
  (text, random) => put(text, random(text.length + 1), 1, String.fromCharCode(random(256))),
  (text, random) => put(text, random(text.length + 1), 0, String.fromCharCode(random(0x10000))),
  (text, random) => put(text, random(text.length + 1), random(4), pickFrom(pieces, random)),
  (text, random) => put(text, random(text.length + 1), random(4), pickFrom(strings, random)),
  (text, random) => put(text, random(text.length + 1), 1 + random(20), ''),
  (text, random) => text.slice(0, random(text.length + 1)),
  (text, random) => text.slice(random(text.length + 1)),
  (text, random, sources) => {
    const other = pickFrom(sources, random);
    const from = random(other.length + 1);
    return put(text, random(text.length + 1), random(40), other.slice(from, from + random(200)));
  },
  (text, random) =>
    put(text, lineStart(text, random), 0, pickFrom(['  ', '\t', ' ', '- '], random)),
  (text, random) => put(text, lineStart(text, random), 1 + random(3), ''),
  (text) => text.replaceAll('\n', '\r\n'),
  (text, random) => text.replace(/\n/g, (end) => (random(8) === 0 ? '\u0085' : end)),
  (text, random) => text.replace(/ {2}/g, (gap) => (random(8) === 0 ? '\t' : gap)),
  (text) => `\ufeff${text}`,
  (text, random) => {
    const from = lineStart(text, random);
    const part = text.slice(from, from + random(300));
    return put(
      text,
      lineStart(text, random),
      0,
      part.repeat(1 + random(random(20) === 0 ? 50 : 3)),
    );
  },
];

/** Changes text without regard for what it says. */
export function mutateText(
  text: string,
  sources: readonly string[],
  random: RandomNumbers,
): string {
  let changed = text;
  for (let left = 1 + random(3); left > 0; left--)
    changed = pickFrom(changes, random)(changed, random, sources);
  return changed;
}
