import { escapeForTerminal } from '../../diagnostics/render/escape.ts';
import type { Hunk } from '../lines/hunks.ts';
import type {
  DiffReport,
  ManifestPlace,
  ReportedChange,
  ReportedFile,
  ReportedFinding,
} from '../model.ts';
import { plainText } from '../sentence.ts';
import { fileCounts, findingCounts, placeText, riskCounts, secretNote } from './shared.ts';

/** For people, in a terminal or a log: all text from manifests is escaped. */
export function renderDiffText(report: DiffReport): string {
  const { changes, files, notes, base, head, different } = report;
  const sections = [
    [`${escapeForTerminal(base)} -> ${escapeForTerminal(head)}`],
    ...(different ? [] : [['No difference.']]),
    ...(changes.length === 0 ? [] : [changeLines(changes)]),
    ...findingSection(report),
    ...(files.length === 0
      ? []
      : [[`Configuration: ${fileCounts(files)}`, ...files.flatMap(fileLines)]]),
    ...(notes.length === 0
      ? []
      : [
          [
            'Not compared:',
            ...notes.map(({ side, file, why }) => `  ${side}: ${escapeForTerminal(file)} (${why})`),
          ],
        ]),
  ];
  return sections.map((lines) => lines.map((line) => `${line}\n`).join('')).join('\n');
}

function changeLines(changes: readonly ReportedChange[]): readonly string[] {
  return [
    `Traffic: ${riskCounts(changes)}`,
    ...changes.flatMap(({ risk, gateway, sentence, base, head }) => [
      `  ${risk.padEnd(6)}  ${escapeForTerminal(plainText(sentence))}`,
      `          ${placesText(base, head)}  Gateway ${escapeForTerminal(gateway)}`,
    ]),
  ];
}

function placesText(base: ManifestPlace | null, head: ManifestPlace | null): string {
  const now = head === null ? 'gone' : escapeForTerminal(placeText(head));
  return base === null ? now : `${now} (was ${escapeForTerminal(placeText(base))})`;
}

function findingSection(report: DiffReport): readonly (readonly string[])[] {
  const { introduced, fixed, unchanged } = report.findings;
  if (introduced.length + fixed.length + unchanged.length === 0) return [];
  return [
    [
      `Findings: ${findingCounts(report)}`,
      ...introduced.flatMap((finding) => findingLines('+', finding)),
      ...fixed.flatMap((finding) => findingLines('-', finding)),
    ],
  ];
}

function findingLines(
  sign: '+' | '-',
  { severity, code, message, place }: ReportedFinding,
): readonly string[] {
  const subject =
    place === null ? [] : [`${placeText(place)}  ${place.resource} ${place.path}`.trimEnd()];
  return [
    `  ${sign} ${severity}[${code}]: ${escapeForTerminal(message)}`,
    ...subject.map((text) => `      ${escapeForTerminal(text)}`),
  ];
}

function fileLines({ path, how, hunks }: ReportedFile): readonly string[] {
  const name = escapeForTerminal(path);
  const [from, to] = [
    how === 'added' ? '/dev/null' : `a/${name}`,
    how === 'removed' ? '/dev/null' : `b/${name}`,
  ];
  if (hunks === null) return [`${to}: ${secretNote}`];
  return [`--- ${from}`, `+++ ${to}`, ...hunks.flatMap(hunkLines)];
}

const signs = { same: ' ', removed: '-', added: '+' } as const;

/** A part of a unified diff, as patch(1) reads it. */
export function hunkLines(hunk: Hunk): readonly string[] {
  return [
    hunkHeader(hunk),
    ...hunk.lines.map(({ how, text }) => `${signs[how]}${escapeForTerminal(text)}`),
  ];
}

export function hunkHeader({ baseStart, baseLines, headStart, headLines }: Hunk): string {
  return `@@ -${String(baseStart)},${String(baseLines)} +${String(headStart)},${String(headLines)} @@`;
}
