const milliseconds: ReadonlyMap<string, number> = new Map([
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
]);

/**
 * Milliseconds of a GEP-2257 duration such as `1h30m` or `500ms`; null when it is none. The CRD's
 * pattern allows at most four parts of five digits, so the sum is exact.
 */
export function parseDuration(text: string): number | null {
  if (!/^(?:[0-9]{1,5}(?:h|m|s|ms)){1,4}$/.test(text)) return null;
  let total = 0;
  for (const part of text.match(/[0-9]+[a-z]+/g) ?? []) {
    const digits = part.length - (part.endsWith('ms') ? 2 : 1);
    total += Number(part.slice(0, digits)) * (milliseconds.get(part.slice(digits)) ?? 0);
  }
  return total;
}
