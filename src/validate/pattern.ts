/**
 * A deterministic automaton for one regular expression, made from it beforehand: it takes one step for each
 * character, so no input can make it slow.
 */
export interface Dfa {
  /** The class of each ASCII character, then of U+017F, U+212A and of all other characters. */
  readonly classes: readonly number[];
  /** The following state by `state * width + class`; state 0 is the first. */
  readonly next: readonly number[];
  readonly width: number;
  /** By state. `end`: it matches when the text ends here; `now`: whatever follows; `never`: nor later. */
  readonly verdicts: readonly DfaVerdict[];
}

export type DfaVerdict = 'none' | 'end' | 'now' | 'never';

/** Both fold to ASCII letters in case-insensitive expressions (Unicode simple case folding). */
export const longS = 0x17f;
export const kelvinSign = 0x212a;

/** The column of a character in {@link Dfa.classes}. */
export function columnOf(code: number): number {
  if (code < 128) return code;
  if (code === longS) return 128;
  return code === kelvinSign ? 129 : 130;
}

export const columns = 131;

/** True when some part of the text matches: what Go's `MatchString` says. */
export function matches(dfa: Dfa, text: string): boolean {
  const { classes, next, width, verdicts } = dfa;
  let state = 0;
  for (let i = 0; i < text.length; i++) {
    const verdict = verdicts[state];
    if (verdict === 'now') return true;
    if (verdict === 'never') return false;
    const code = text.charCodeAt(i);
    // The second half of a surrogate pair belongs to the character before.
    if (code >= 0xdc00 && code <= 0xdfff && i > 0 && isHighSurrogate(text.charCodeAt(i - 1)))
      continue;
    state = next[state * width + (classes[columnOf(code)] ?? 0)] ?? 0;
  }
  const last = verdicts[state];
  return last === 'now' || last === 'end';
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
