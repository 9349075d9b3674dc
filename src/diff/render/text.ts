import {
  escapeForTerminal,
  joinTerminal,
  padTerminalEnd,
  terminal,
  terminalLines,
  type TerminalText,
} from '../../diagnostics/render/escape.ts';
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
export function renderDiffText(report: DiffReport): TerminalText {
  const { changes, files, notes, base, head, different } = report;
  const sections = [
    [terminal`${escapeForTerminal(base)} -> ${escapeForTerminal(head)}`],
    ...(different ? [] : [[terminal`No difference.`]]),
    ...(changes.length === 0 ? [] : [changeLines(changes)]),
    ...findingSection(report),
    ...(files.length === 0
      ? []
      : [
          [
            terminal`Configuration: ${escapeForTerminal(fileCounts(files))}`,
            ...files.flatMap(fileLines),
          ],
        ]),
    ...(notes.length === 0
      ? []
      : [
          [
            terminal`Not compared:`,
            ...notes.map(
              ({ side, file, why }) =>
                terminal`  ${escapeForTerminal(side)}: ${escapeForTerminal(file)} (${escapeForTerminal(why)})`,
            ),
          ],
        ]),
  ];
  return joinTerminal(sections.map(terminalLines), terminal`\n`);
}

function changeLines(changes: readonly ReportedChange[]): readonly TerminalText[] {
  return [
    terminal`Traffic: ${escapeForTerminal(riskCounts(changes))}`,
    ...changes.flatMap(({ risk, gateway, sentence, base, head }) => [
      terminal`  ${padTerminalEnd(escapeForTerminal(risk), 6)}  ${escapeForTerminal(plainText(sentence))}`,
      terminal`          ${placesText(base, head)}  Gateway ${escapeForTerminal(gateway)}`,
    ]),
  ];
}

function placesText(base: ManifestPlace | null, head: ManifestPlace | null): TerminalText {
  const now = head === null ? terminal`gone` : escapeForTerminal(placeText(head));
  return base === null ? now : terminal`${now} (was ${escapeForTerminal(placeText(base))})`;
}

function findingSection(report: DiffReport): readonly (readonly TerminalText[])[] {
  const { introduced, fixed, unchanged } = report.findings;
  if (introduced.length + fixed.length + unchanged.length === 0) return [];
  return [
    [
      terminal`Findings: ${escapeForTerminal(findingCounts(report))}`,
      ...introduced.flatMap((finding) => findingLines(terminal`+`, finding)),
      ...fixed.flatMap((finding) => findingLines(terminal`-`, finding)),
    ],
  ];
}

function findingLines(
  sign: TerminalText,
  { severity, code, message, place }: ReportedFinding,
): readonly TerminalText[] {
  const subject =
    place === null ? [] : [`${placeText(place)}  ${place.resource} ${place.path}`.trimEnd()];
  return [
    terminal`  ${sign} ${escapeForTerminal(`${severity}[${code}]`)}: ${escapeForTerminal(message)}`,
    ...subject.map((text) => terminal`      ${escapeForTerminal(text)}`),
  ];
}

function fileLines({ path, how, hunks }: ReportedFile): readonly TerminalText[] {
  const name = escapeForTerminal(path);
  const [from, to] = [
    how === 'added' ? terminal`/dev/null` : terminal`a/${name}`,
    how === 'removed' ? terminal`/dev/null` : terminal`b/${name}`,
  ];
  if (hunks === null) return [terminal`${to}: ${escapeForTerminal(secretNote)}`];
  return [terminal`--- ${from}`, terminal`+++ ${to}`, ...hunks.flatMap(hunkLines)];
}

const signs = { same: terminal` `, removed: terminal`-`, added: terminal`+` };

/** A part of a unified diff, as patch(1) reads it. */
export function hunkLines(hunk: Hunk): readonly TerminalText[] {
  return [
    hunkHeader(hunk),
    ...hunk.lines.map(({ how, text }) => terminal`${signs[how]}${escapeForTerminal(text)}`),
  ];
}

export function hunkHeader({ baseStart, baseLines, headStart, headLines }: Hunk): TerminalText {
  return terminal`@@ -${baseStart},${baseLines} +${headStart},${headLines} @@`;
}
