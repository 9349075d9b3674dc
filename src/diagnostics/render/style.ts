import type { Severity } from '../catalog-entry.ts';
import { terminal, type TerminalText } from './escape.ts';

/** Turns parts of a report into coloured text, or leaves them alone. */
export interface Style {
  readonly severity: (severity: Severity, text: TerminalText) => TerminalText;
  readonly strong: (text: TerminalText) => TerminalText;
  readonly faint: (text: TerminalText) => TerminalText;
}

function sgr(on: number, off: number): (text: TerminalText) => TerminalText {
  return (text) => terminal`\u001b[${on}m${text}\u001b[${off}m`;
}

const severityColors = {
  error: sgr(31, 39),
  approximated: sgr(35, 39),
  warning: sgr(33, 39),
  info: sgr(36, 39),
} satisfies Record<Severity, (text: TerminalText) => TerminalText>;

const same = (text: TerminalText): TerminalText => text;

/** `color` false gives the text as it is. */
export function styleFor(color: boolean): Style {
  if (!color) return { severity: (_, text) => text, strong: same, faint: same };
  return {
    severity: (severity, text) => severityColors[severity](text),
    strong: sgr(1, 22),
    faint: sgr(2, 22),
  };
}
