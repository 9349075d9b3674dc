import { escapeForTerminal } from '../../diagnostics/render/escape.ts';
import type {
  DiffReport,
  ManifestPlace,
  ReportedChange,
  ReportedFile,
  ReportedFinding,
} from '../model.ts';
import { riskMeanings, risks } from '../risk.ts';
import type { Part, Sentence } from '../sentence.ts';
import { fileCounts, findingCounts, placeText, riskCounts, secretNote } from './shared.ts';
import { hunkLines } from './text.ts';

/** The first line of a comment, by which an earlier one is found and replaced. */
export const commentMark = '<!-- gatewright diff -->';

// GitHub takes 65,536 characters; the rest is for what counts what was left out.
const MAX_LENGTH = 65_000;
const CHANGES_LENGTH = 30_000;
const FINDINGS_LENGTH = 15_000;

/**
 * For the comment of a pull request. Text from manifests stands in code spans and blocks only, where it is neither
 * markup nor a mention. What is too long is left out and counted.
 */
export function renderDiffMarkdown(report: DiffReport): string {
  const { base, head, changes, files, notes, different } = report;
  const top = [
    commentMark,
    '## What this change does to traffic',
    '',
    `${code(base)} → ${code(head)}`,
    '',
    different ? overview(report) : 'No difference.',
    '',
  ].join('\n');
  const parts = [
    top,
    ...(changes.length === 0 ? [] : [changeSection(changes)]),
    ...findingSections(report),
    ...(notes.length === 0
      ? []
      : [
          limited(
            notes.map(
              ({ side, file, why }) => `- not compared: ${code(file)} of ${side} (${why})\n`,
            ),
            4000,
          ),
        ]),
  ];
  const text = parts.join('\n');
  if (files.length === 0) return text;
  return `${text}\n${fileSection(files, MAX_LENGTH - text.length)}`;
}

function overview(report: DiffReport): string {
  const { changes, files } = report;
  return [
    `- traffic: ${changes.length === 0 ? 'no change' : riskCounts(changes)}`,
    `- findings: ${findingCounts(report)}`,
    `- configuration: ${files.length === 0 ? 'no change' : fileCounts(files)}`,
  ].join('\n');
}

function changeSection(changes: readonly ReportedChange[]): string {
  const items: string[] = [];
  for (const risk of risks) {
    const list = changes.filter((change) => change.risk === risk);
    if (list.length > 0) items.push(`\n### ${title(risk)}: ${riskMeanings[risk]}\n\n`);
    items.push(...list.map(changeItem));
  }
  return limited(items, CHANGES_LENGTH);
}

function title(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function changeItem({ sentence, base, head, gateway }: ReportedChange): string {
  return `- ${markup(sentence)}<br>${placesOf(base, head)} · Gateway ${code(gateway)}\n`;
}

function placesOf(base: ManifestPlace | null, head: ManifestPlace | null): string {
  const now = head === null ? 'gone' : code(placeText(head));
  return base === null ? now : `${now} (was ${code(placeText(base))})`;
}

function findingSections(report: DiffReport): readonly string[] {
  const { introduced, fixed, unchanged } = report.findings;
  if (introduced.length + fixed.length + unchanged.length === 0) return [];
  const list = (what: string, open: boolean, findings: readonly ReportedFinding[]): string =>
    findings.length === 0
      ? ''
      : details(
          `Findings ${what}: ${String(findings.length)}`,
          limited(findings.map(findingItem), FINDINGS_LENGTH / 3),
          open,
        );
  return [
    [
      list('introduced', true, introduced),
      list('fixed', false, fixed),
      list('unchanged', false, unchanged),
    ].join(''),
  ];
}

function findingItem({ severity, code: name, message, place }: ReportedFinding): string {
  const where = place === null ? '' : ` at ${code(placeText(place))}`;
  return `- ${severity} ${code(name)}${where}: ${code(message)}\n`;
}

function fileSection(files: readonly ReportedFile[], room: number): string {
  const each = Math.floor((room - 200) / files.length);
  // A fold of less than this shows nothing that helps.
  if (each < 200)
    return limited(
      files.map(({ path, how }) => `- ${code(path)}: ${how}\n`),
      Math.max(0, room - 200),
    );
  let left = room - 200;
  return files
    .map((file, index) => {
      const text = fileDetails(file, Math.floor(left / (files.length - index)));
      left -= text.length;
      return text;
    })
    .join('');
}

function fileDetails(file: ReportedFile, room: number): string {
  const { path, how, hunks } = file;
  const summary = `<code>${escapeHtml(path)}</code>: ${how}, ${fileCounts([file]).replace(/^.*?, /, '')}`;
  if (hunks === null) return details(summary, `${secretNote}\n`, false);
  const lines = hunks.flatMap(hunkLines).map((line) => cut(line));
  const longest = Math.max(
    2,
    ...lines.map((line) =>
      Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)),
    ),
  );
  const fence = '`'.repeat(longest + 1);
  const used = summary.length + 2 * fence.length + 120;
  const body = limited(
    lines.map((line) => `${line}\n`),
    room - used,
  );
  return details(summary, `${fence}diff\n${body}${fence}\n`, false);
}

function details(summary: string, body: string, open: boolean): string {
  return `<details${open ? ' open' : ''}><summary>${summary}</summary>\n\n${body}\n</details>\n\n`;
}

/** As many items as there is room for. */
function limited(items: readonly string[], room: number): string {
  let length = 0;
  let shown = 0;
  for (const item of items) {
    if (length + item.length > room - 60) break;
    length += item.length;
    shown++;
  }
  const text = items.slice(0, shown).join('');
  const rest = items.length - shown;
  return rest === 0 ? text : `${text}... and ${String(rest)} more, which have no room here.\n`;
}

function markup(sentence: Sentence): string {
  return sentence.map(markupPart).join('');
}

function markupPart(part: Part): string {
  if (typeof part === 'string') return part;
  return 'value' in part ? code(part.value) : part.verb[0];
}

const MAX_VALUE = 300;

function cut(text: string): string {
  return text.length > MAX_VALUE
    ? `${text.slice(0, MAX_VALUE).replace(/\p{Surrogate}$/u, '')}…`
    : text;
}

/** A code span that the text cannot end: its fence is longer than any run of backticks in it. */
function code(text: string): string {
  const line = cut(escapeForTerminal(text));
  if (line.trim() === '') return '(empty)';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  // A blank on both sides is taken away again, and keeps backticks at the ends apart from the fence.
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

function escapeHtml(text: string): string {
  return escapeForTerminal(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('@', '&#64;');
}
