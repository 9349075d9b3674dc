import type { Severity } from './catalog-entry.ts';

const strengths = {
  error: 3,
  approximated: 2,
  warning: 1,
  info: 0,
} satisfies Record<Severity, number>;

/** True when a severity matters as much as another one, or more. */
export function isAtLeast(severity: Severity, other: Severity): boolean {
  return strengths[severity] >= strengths[other];
}

/**
 * At most so many findings, in the order they had. Those that matter most are kept, and of equal ones
 * the first.
 */
export function strongest<T extends { readonly severity: Severity }>(
  findings: readonly T[],
  most: number,
): readonly T[] {
  if (findings.length <= most) return findings;
  const ranked = findings
    .map(({ severity }, position) => ({ position, strength: strengths[severity] }))
    .sort((a, b) => b.strength - a.strength || a.position - b.position);
  const kept = new Set(ranked.slice(0, most).map(({ position }) => position));
  return findings.filter((_, position) => kept.has(position));
}
