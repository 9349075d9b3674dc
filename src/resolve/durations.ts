const milliseconds = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/**
 * Milliseconds of a GEP-2257 duration such as `1h30m` or `500ms`; null when it is none. The CRD's
 * pattern allows at most four parts of five digits, so the sum is exact.
 */
export function parseDuration(text: string): number | null {
  if (!/^(?:[0-9]{1,5}(?:h|m|s|ms)){1,4}$/.test(text)) return null;
  let total = 0;
  for (const [, digits, unit] of text.matchAll(/([0-9]+)(h|ms|m|s)/g)) {
    if (unit === 'h' || unit === 'm' || unit === 's' || unit === 'ms')
      total += Number(digits) * milliseconds[unit];
  }
  return total;
}
