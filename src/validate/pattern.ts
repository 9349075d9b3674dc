import { lastAtMost } from '../util/last-at-most.ts';

/** A regular expression as the table of a deterministic automaton; made by schemas/gateway-api/pattern.mjs. */
export interface PatternTable {
  /** First code points of ranges, ascending from 0. */
  readonly bounds: readonly number[];
  /** The class of each range. */
  readonly classes: readonly number[];
  /** By state and class: the next state, or -1 when nothing can match any more. */
  readonly next: readonly number[];
  /** By state: 1 when the text may end here. */
  readonly accepts: readonly number[];
}

export interface Pattern {
  readonly test: (text: string) => boolean;
}

const asciiCount = 128;

/** Reads each character of a text once, whatever the text is. */
export function makePattern({ bounds, classes, next, accepts }: PatternTable): Pattern {
  const width = next.length / accepts.length;
  const classOf = (code: number): number => classes[lastAtMost(bounds, code)] ?? 0;
  const ascii = new Uint8Array(asciiCount);
  for (let range = 0; range < bounds.length; range++)
    ascii.fill(classes[range] ?? 0, bounds[range], bounds[range + 1]);
  const test = (text: string): boolean => {
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      let code = text.charCodeAt(at);
      if (code >= 0xd800 && code < 0xdc00) {
        code = text.codePointAt(at) ?? code;
        if (code > 0xffff) at++;
      }
      const column = code < asciiCount ? (ascii[code] ?? 0) : classOf(code);
      state = next[state * width + column] ?? -1;
      if (state === -1) return false;
    }
    return accepts[state] === 1;
  };
  return { test };
}
