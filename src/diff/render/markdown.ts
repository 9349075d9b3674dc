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
import {
  codeElement,
  codeSpan,
  diffBlock,
  joinMarkdown,
  limited,
  markdownText,
  plainWords,
  type Markdown,
} from './markdown-text.ts';
import { hunkLines } from './text.ts';

/** The first line of a comment, by which an earlier one is found and replaced. */
export const commentMark = markdownText`<!-- gatewright diff -->`;

// GitHub takes 65,536 characters; the rest is for what counts what was left out.
const MAX_LENGTH = 65_000;
const CHANGES_LENGTH = 30_000;
const FINDINGS_LENGTH = 15_000;

const newline = markdownText`\n`;

/**
 * For the comment of a pull request. Text from manifests stands in code spans and blocks only, where it is neither
 * markup nor a mention. What is too long is left out and counted.
 */
export function renderDiffMarkdown(report: DiffReport): Markdown {
  const { base, head, changes, files, notes, different } = report;
  const top = [
    commentMark,
    markdownText`## What this change does to traffic`,
    markdownText``,
    markdownText`${codeSpan(base)} → ${codeSpan(head)}`,
    markdownText``,
    different ? overview(report) : markdownText`No difference.`,
    markdownText``,
  ];
  const parts = [
    joinMarkdown(top, newline),
    ...(changes.length === 0 ? [] : [changeSection(changes)]),
    ...findingSections(report),
    ...(notes.length === 0
      ? []
      : [
          limited(
            notes.map(
              ({ side, file, why }) =>
                markdownText`- not compared: ${codeSpan(file)} of ${plainWords(side)} (${plainWords(why)})\n`,
            ),
            4000,
          ),
        ]),
  ];
  const text = joinMarkdown(parts, newline);
  if (files.length === 0) return text;
  return markdownText`${text}\n${fileSection(files, MAX_LENGTH - text.length)}`;
}

function overview(report: DiffReport): Markdown {
  const { changes, files } = report;
  const traffic = changes.length === 0 ? 'no change' : riskCounts(changes);
  const configuration = files.length === 0 ? 'no change' : fileCounts(files);
  const lines = [
    markdownText`- traffic: ${plainWords(traffic)}`,
    markdownText`- findings: ${plainWords(findingCounts(report))}`,
    markdownText`- configuration: ${plainWords(configuration)}`,
  ];
  return joinMarkdown(lines, newline);
}

function changeSection(changes: readonly ReportedChange[]): Markdown {
  const items: Markdown[] = [];
  for (const risk of risks) {
    const list = changes.filter((change) => change.risk === risk);
    if (list.length > 0)
      items.push(markdownText`\n### ${title(risk)}: ${plainWords(riskMeanings[risk])}\n\n`);
    items.push(...list.map(changeItem));
  }
  return limited(items, CHANGES_LENGTH);
}

function title(text: string): Markdown {
  return plainWords(`${text.charAt(0).toUpperCase()}${text.slice(1)}`);
}

function changeItem({ sentence, base, head, gateway }: ReportedChange): Markdown {
  return markdownText`- ${markup(sentence)}<br>${placesOf(base, head)} · Gateway ${codeSpan(gateway)}\n`;
}

function placesOf(base: ManifestPlace | null, head: ManifestPlace | null): Markdown {
  const now = head === null ? markdownText`gone` : codeSpan(placeText(head));
  return base === null ? now : markdownText`${now} (was ${codeSpan(placeText(base))})`;
}

function findingSections(report: DiffReport): readonly Markdown[] {
  const { introduced, fixed, unchanged } = report.findings;
  if (introduced.length + fixed.length + unchanged.length === 0) return [];
  const list = (what: string, open: boolean, findings: readonly ReportedFinding[]): Markdown =>
    findings.length === 0
      ? markdownText``
      : details(
          markdownText`Findings ${plainWords(what)}: ${findings.length}`,
          limited(findings.map(findingItem), FINDINGS_LENGTH / 3),
          open,
        );
  return [
    joinMarkdown(
      [
        list('introduced', true, introduced),
        list('fixed', false, fixed),
        list('unchanged', false, unchanged),
      ],
      markdownText``,
    ),
  ];
}

function findingItem({ severity, code: name, message, place }: ReportedFinding): Markdown {
  const where = place === null ? markdownText`` : markdownText` at ${codeSpan(placeText(place))}`;
  return markdownText`- ${plainWords(severity)} ${codeSpan(name)}${where}: ${codeSpan(message)}\n`;
}

function fileSection(files: readonly ReportedFile[], room: number): Markdown {
  const each = Math.floor((room - 200) / files.length);
  // A fold of less than this shows nothing that helps.
  if (each < 200)
    return limited(
      files.map(({ path, how }) => markdownText`- ${codeSpan(path)}: ${plainWords(how)}\n`),
      Math.max(0, room - 200),
    );
  let left = room - 200;
  const folds = files.map((file, index) => {
    const text = fileDetails(file, Math.floor(left / (files.length - index)));
    left -= text.length;
    return text;
  });
  return joinMarkdown(folds, markdownText``);
}

function fileDetails(file: ReportedFile, room: number): Markdown {
  const { path, how, hunks } = file;
  const counts = fileCounts([file]).replace(/^.*?, /, '');
  const summary = markdownText`${codeElement(path)}: ${plainWords(how)}, ${plainWords(counts)}`;
  if (hunks === null) return details(summary, markdownText`${plainWords(secretNote)}\n`, false);
  return details(summary, diffBlock(hunks.flatMap(hunkLines), room - summary.length - 120), false);
}

function details(summary: Markdown, body: Markdown, open: boolean): Markdown {
  return markdownText`<details${open ? markdownText` open` : markdownText``}><summary>${summary}</summary>\n\n${body}\n</details>\n\n`;
}

function markup(sentence: Sentence): Markdown {
  return joinMarkdown(sentence.map(markupPart), markdownText``);
}

function markupPart(part: Part): Markdown {
  if (typeof part === 'string') return plainWords(part);
  return 'value' in part ? codeSpan(part.value) : plainWords(part.verb[0]);
}
