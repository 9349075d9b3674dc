/**
 * What targets do with a path that servers read in more than one way. `strict`: 400, dot segments included.
 * `normalize`: dot segments are resolved (RFC 3986, section 6.2.2); the rest gets 400 all the same.
 */
export type PathPolicy = 'strict' | 'normalize';

export const pathPolicies: readonly [PathPolicy, ...PathPolicy[]] = ['strict', 'normalize'];

const reasons: readonly (readonly [RegExp, string])[] = [
  [/[^!-~]|%[01][0-9A-Fa-f]|%7f/i, 'it holds a control character or a byte beyond ASCII'],
  [/#/, 'it holds a fragment'],
  [/\\|%5c/i, 'it holds a backslash'],
  [/%2f/i, 'it holds an encoded slash'],
  [/%(?![0-9A-Fa-f]{2})/, 'a % begins no escape'],
  [/\/\.{1,2}(?:\/|$)/, 'it has a dot segment'],
  [/\/\.{1,2}(?:;|%3b)/i, 'a dot segment has a parameter'],
  [
    /%(?:2[de]|3[0-9]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9a])/i,
    'it escapes a letter, a digit, -, . or _',
  ],
  [/%(?:c[01]|f[5-9a-f]|e0(?!%[ab])|f0(?!%[9ab]))/i, 'it has bytes that are never UTF-8'],
];

/**
 * Why no target forwards a path, or null. Dot segments stand in it only where they were not resolved before.
 *
 * @returns prose without a final dot
 */
export function refusedPath(path: string): string | null {
  return reasons.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** The bytes that a path's escapes stand for, one character each; the rest of it is ASCII or becomes UTF-8. */
export function decodedBytes(path: string): string {
  return path.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
