import { createHash } from 'node:crypto';
import { escapeForTerminal } from '../../diagnostics/render/escape.ts';
import type { Hunk } from '../lines/hunks.ts';
import type {
  DiffReport,
  ManifestPlace,
  ReportedChange,
  ReportedFile,
  ReportedFinding,
} from '../model.ts';
import { riskMeanings, risks } from '../risk.ts';
import type { Part } from '../sentence.ts';
import { styleSheet } from './html-style.ts';
import { fileCounts, findingCounts, placeText, riskCounts, secretNote } from './shared.ts';
import { hunkHeader } from './text.ts';

// Browsers take seconds for more; the JSON format has everything.
const MAX_LINES = 5000;

/**
 * One page that needs nothing else: no script, no request, folds that the keyboard opens. The policy allows the one
 * style sheet and nothing more, so that a mistake in escaping could still run and load nothing.
 */
export function renderDiffHtml(report: DiffReport): string {
  const { base, head, tool, different } = report;
  const digest = createHash('sha256').update(styleSheet).digest('base64');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${html(base)} → ${html(head)}</title>
<style>${styleSheet}</style>
</head>
<body>
<a class="skip" href="#main">To the changes</a>
<header>
<h1>What this change does to traffic</h1>
<p><code>${html(base)}</code> → <code>${html(head)}</code></p>
${navigation(report)}
</header>
<main id="main">
${different ? '' : '<p>No difference.</p>\n'}${changeSection(report.changes)}${findingSection(report)}${fileSection(report.files)}${noteSection(report)}</main>
<footer><p>${html(tool.name)} ${html(tool.version)}</p></footer>
</body>
</html>
`;
}

function navigation(report: DiffReport): string {
  const { changes, files } = report;
  const traffic = changes.length === 0 ? 'no change' : riskCounts(changes);
  const configuration = files.length === 0 ? 'no change' : fileCounts(files);
  return `<nav aria-label="Parts"><ul>
<li><a href="#traffic">Traffic: ${traffic}</a></li>
<li><a href="#findings">Findings: ${findingCounts(report)}</a></li>
<li><a href="#configuration">Configuration: ${configuration}</a></li>
</ul></nav>`;
}

function changeSection(changes: readonly ReportedChange[]): string {
  const lists = risks.map((risk) => {
    const list = changes.filter((change) => change.risk === risk);
    if (list.length === 0) return '';
    return `<h3><span class="risk ${risk}">${risk}</span> ${riskMeanings[risk]}</h3>
<ul class="changes">
${list.map(changeItem).join('')}</ul>
`;
  });
  const body = changes.length === 0 ? '<p>No change.</p>\n' : lists.join('');
  return `<section aria-labelledby="traffic"><h2 id="traffic">Traffic</h2>\n${body}</section>\n`;
}

function changeItem({ sentence, base, head, gateway }: ReportedChange): string {
  return `<li><p>${sentence.map(partText).join('')}</p>
<p class="place">${placesOf(base, head)} · Gateway <code>${html(gateway)}</code></p></li>
`;
}

function partText(part: Part): string {
  if (typeof part === 'string') return html(part);
  return 'value' in part ? `<code>${html(part.value)}</code>` : html(part.verb[0]);
}

function placesOf(base: ManifestPlace | null, head: ManifestPlace | null): string {
  const now = head === null ? 'gone' : `<code>${html(placeText(head))}</code>`;
  return base === null ? now : `${now} (was <code>${html(placeText(base))}</code>)`;
}

function findingSection(report: DiffReport): string {
  const { introduced, fixed, unchanged } = report.findings;
  return `<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${findingList('introduced', true, introduced)}${findingList('fixed', false, fixed)}${findingList('unchanged', false, unchanged)}</section>
`;
}

function findingList(what: string, open: boolean, findings: readonly ReportedFinding[]): string {
  const number = String(findings.length);
  if (findings.length === 0) return `<p>${number} ${what}.</p>\n`;
  return `<details${open ? ' open' : ''}><summary>${number} ${what}</summary>
<ul>
${findings.map(findingItem).join('')}</ul></details>
`;
}

function findingItem({ severity, code, message, place }: ReportedFinding): string {
  const where =
    place === null
      ? ''
      : `<p class="place"><code>${html(placeText(place))}</code> ${html(place.resource)} ${html(place.path)}</p>`;
  return `<li><p>${severity} <code>${html(code)}</code>: ${html(message)}</p>${where}</li>\n`;
}

function fileSection(files: readonly ReportedFile[]): string {
  const body = files.length === 0 ? '<p>No change.</p>\n' : files.map(fileDetails).join('');
  return `<section aria-labelledby="configuration"><h2 id="configuration">Configuration</h2>\n${body}</section>\n`;
}

function fileDetails(file: ReportedFile): string {
  const { path, how, hunks } = file;
  const counts = fileCounts([file]).replace(/^.*?, /, '');
  const summary = `<summary><code>${html(path)}</code>: ${how}, ${counts}</summary>`;
  if (hunks === null) return `<details>${summary}<p>${secretNote}</p></details>\n`;
  const lines = hunks.flatMap(hunkLines);
  const rest = lines.length - MAX_LINES;
  const more = rest > 0 ? `<p>... and ${String(rest)} more lines.</p>` : '';
  return `<details>${summary}
<pre tabindex="0" role="region" aria-label="${html(path)}">${lines.slice(0, MAX_LINES).join('\n')}</pre>${more}</details>
`;
}

const marks = { same: [' ', 'span'], removed: ['-', 'del'], added: ['+', 'ins'] } as const;

function hunkLines(hunk: Hunk): readonly string[] {
  return [
    `<b>${hunkHeader(hunk)}</b>`,
    ...hunk.lines.map(({ how, text }) => {
      const [sign, element] = marks[how];
      return `<${element}>${sign}${html(text)}</${element}>`;
    }),
  ];
}

function noteSection({ notes }: DiffReport): string {
  if (notes.length === 0) return '';
  const items = notes.map(
    ({ side, file, why }) => `<li>${side}: <code>${html(file)}</code> (${html(why)})</li>\n`,
  );
  return `<section aria-labelledby="notes"><h2 id="notes">Not compared</h2>\n<ul>\n${items.join('')}</ul></section>\n`;
}

/** Text for elements and quoted attributes; what would be invisible or turn directions is shown. */
function html(text: string): string {
  return escapeForTerminal(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
