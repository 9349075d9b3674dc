import { formatFieldPath } from '../../source/field-path.ts';
import { describeResource, type Span } from '../../source/place.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { catalogEntry } from '../catalog.ts';
import { resourceOf } from '../diagnostic.ts';
import type { LocatedDiagnostic } from '../located.ts';
import { escapeForTerminal, joinTerminal, terminal, type TerminalText } from './escape.ts';
import { frameOf } from './frame.ts';
import { sourceLines, type SourceLines } from './source-lines.ts';
import { styleFor, type Style } from './style.ts';

export interface TextOptions {
  readonly color: boolean;
}

/** Places of one finding that are listed before the rest is only counted. */
const listedPlaces = 5;

/**
 * Findings for people, with code frames. Equal findings at several places become one with a list.
 * All text from manifests is escaped for terminals, and lines of Secrets are never shown.
 *
 * @returns the report, ending with a newline, or the empty string.
 */
export function renderText(
  diagnostics: readonly LocatedDiagnostic[],
  files: readonly SourceFile[],
  options: TextOptions,
): TerminalText {
  const lines = sourceLines(files);
  const style = styleFor(options.color);
  return joinTerminal(
    group(diagnostics).map((same) => renderGroup(same, lines, style)),
    terminal`\n`,
  );
}

type Group = readonly [LocatedDiagnostic, ...LocatedDiagnostic[]];

function group(diagnostics: readonly LocatedDiagnostic[]): readonly Group[] {
  const groups = new Map<string, [LocatedDiagnostic, ...LocatedDiagnostic[]]>();
  for (const diagnostic of diagnostics) {
    const { code, severity, target, suggestion, related } = diagnostic;
    const key = JSON.stringify([code, severity, target, suggestion, related, textsOf(diagnostic)]);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [diagnostic]);
    else same.push(diagnostic);
  }
  return [...groups.values()];
}

function textsOf(diagnostic: LocatedDiagnostic): { message: string; effect: string | null } {
  const { message, effect } = catalogEntry(diagnostic.code);
  return {
    message: message(diagnostic.args),
    effect: effect === null ? null : effect(diagnostic.args),
  };
}

function renderGroup(same: Group, lines: SourceLines, style: Style): TerminalText {
  const [first, ...others] = same;
  const { message, effect } = textsOf(first);
  const label = style.severity(
    first.severity,
    escapeForTerminal(`${first.severity}[${first.code}]`),
  );
  const text = [terminal`${label}: ${style.strong(escapeForTerminal(message))}`];
  const gutter = first.span === null ? 0 : String(first.span.start.line).length;
  const margin = escapeForTerminal(' '.repeat(gutter));
  if (first.span !== null) {
    text.push(terminal`${margin}${style.faint(terminal`-->`)} ${placeOf(first, first.span)}`);
    text.push(...frameLines(first, first.span, lines, style));
  }
  const note = (word: TerminalText, value: string): void => {
    text.push(
      terminal`${margin} ${style.faint(terminal`=`)} ${style.strong(word)}: ${escapeForTerminal(value)}`,
    );
  };
  if (effect !== null && effect !== '') note(terminal`effect`, effect);
  if (first.suggestion !== null) note(terminal`help`, `did you mean ${first.suggestion}?`);
  first.related.forEach(({ origin, note: why }, index) => {
    const span = first.relatedSpans[index] ?? null;
    const where = span === null ? '' : `${positionOf(span)}  `;
    note(
      terminal`note`,
      `${where}${describeResource(origin.resource)} ${fieldText(origin.path)}: ${why}`,
    );
  });
  for (const other of others.slice(0, listedPlaces))
    if (other.span !== null) note(terminal`also`, placeText(other, other.span));
  if (others.length > listedPlaces)
    note(terminal`also`, `at ${String(others.length - listedPlaces)} more places`);
  return joinTerminal(
    text.map((line) => terminal`${line}\n`),
    terminal``,
  );
}

function frameLines(
  diagnostic: LocatedDiagnostic,
  span: Span,
  lines: SourceLines,
  style: Style,
): readonly TerminalText[] {
  const source = resourceOf(diagnostic)?.kind === 'Secret' ? null : lines.lineAt(span);
  if (source === null) return [];
  const number = escapeForTerminal(String(span.start.line));
  const frame = frameOf(source, span);
  const bar = style.faint(terminal`|`);
  return [
    terminal`${style.faint(number)} ${bar} ${frame.line}`,
    terminal`${escapeForTerminal(' '.repeat(number.length))} ${bar} ${style.severity(diagnostic.severity, frame.marks)}`,
  ];
}

function placeOf(diagnostic: LocatedDiagnostic, span: Span): TerminalText {
  return escapeForTerminal(placeText(diagnostic, span));
}

function placeText(diagnostic: LocatedDiagnostic, span: Span): string {
  const { place } = diagnostic;
  if (place.kind !== 'field') return positionOf(span);
  const { resource, path } = place.origin;
  return `${positionOf(span)}  ${describeResource(resource)} ${fieldText(path)}`.trimEnd();
}

function positionOf(span: Span): string {
  return `${span.file}:${String(span.start.line)}:${String(span.start.column)}`;
}

function fieldText(path: readonly (string | number)[]): string {
  return formatFieldPath(path);
}
