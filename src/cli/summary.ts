import type { CompileSummary } from '../compile-options.ts';
import type { Severity } from '../diagnostics/catalog-entry.ts';
import {
  escapeForTerminal,
  joinTerminal,
  terminal,
  terminalLines,
  type TerminalText,
} from '../diagnostics/render/escape.ts';
import type { LeftOut } from './input/scan-verdict.ts';

/** What became of a run. */
export interface RunOutcome {
  readonly summary: CompileSummary;
  readonly severities: readonly Severity[];
  /** `4 files`, `nothing written` and the like. */
  readonly result: TerminalText;
  readonly milliseconds: number;
}

/** `2 gateways, 14 routes -> 4 files, 1 approximation, 38 ms (skipped: 3 Deployment)` */
export function summaryLine({
  summary,
  severities,
  result,
  milliseconds,
}: RunOutcome): TerminalText {
  const found = (severity: Severity, singular: string, plural: string): readonly TerminalText[] => {
    const number = severities.filter((one) => one === severity).length;
    return number === 0 ? [] : [count(number, singular, plural)];
  };
  const parts = [
    result,
    ...found('error', 'error', 'errors'),
    ...found('approximated', 'approximation', 'approximations'),
    ...found('warning', 'warning', 'warnings'),
    terminal`${Math.round(milliseconds)} ms`,
  ];
  const read = [
    count(summary.gateways, 'gateway', 'gateways'),
    count(summary.routes, 'route', 'routes'),
  ];
  const comma = terminal`, `;
  return terminal`${joinTerminal(read, comma)} -> ${joinTerminal(parts, comma)}${skipped(summary)}\n`;
}

/** `1 file`, `4 files` */
export function count(number: number, singular: string, plural: string): TerminalText {
  return terminal`${number} ${escapeForTerminal(number === 1 ? singular : plural)}`;
}

/** Why files are left out, in words. */
export const leftOutReasons = {
  'not-kubernetes': 'no Kubernetes objects',
  'helm-template': 'parts of a Helm chart: render it with helm template',
  'symbolic-link': 'symbolic links: name them to read them',
  'own-output': 'written by gatewright',
  submodule: 'submodules: their files are not read',
  'lfs-pointer': 'pointers to Git LFS: git lfs pull brings the files',
} satisfies Record<LeftOut['why'], string>;

const listed = 5;

/** One line for each reason why files that a scan met were not read. */
export function leftOutLines(leftOut: readonly LeftOut[]): TerminalText {
  const lines = Object.entries(leftOutReasons).flatMap(([why, reason]) => {
    const names = leftOut.filter((one) => one.why === why).map((one) => one.name);
    if (names.length === 0) return [];
    const more = names.length > listed ? terminal` and ${names.length - listed} more` : terminal``;
    const shown = joinTerminal(names.slice(0, listed).map(escapeForTerminal), terminal`, `);
    return [terminal`left out (${escapeForTerminal(reason)}): ${shown}${more}`];
  });
  return terminalLines(lines);
}

function skipped({ skippedKinds }: CompileSummary): TerminalText {
  if (skippedKinds.length === 0) return terminal``;
  const kinds = skippedKinds.map(({ kind, count: number }) => `${String(number)} ${kind}`);
  return terminal` (skipped: ${escapeForTerminal(kinds.join(', '))})`;
}
