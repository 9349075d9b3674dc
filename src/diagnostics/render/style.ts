import type { Severity } from '../catalog-entry.ts';

/** Turns parts of a report into coloured text, or leaves them alone. */
export interface Style {
  readonly severity: (severity: Severity, text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const escape = '\u001b[';

function sgr(on: number, off: number): (text: string) => string {
  return (text) => `${escape}${String(on)}m${text}${escape}${String(off)}m`;
}

const severityColors = {
  error: sgr(31, 39),
  approximated: sgr(35, 39),
  warning: sgr(33, 39),
  info: sgr(36, 39),
} satisfies Record<Severity, (text: string) => string>;

const same = (text: string): string => text;

/** `color` false gives the text as it is. */
export function styleFor(color: boolean): Style {
  if (!color) return { severity: (_, text) => text, strong: same, faint: same };
  return {
    severity: (severity, text) => severityColors[severity](text),
    strong: sgr(1, 22),
    faint: sgr(2, 22),
  };
}
