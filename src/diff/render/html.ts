import { createHash } from 'node:crypto';
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
import { escapeHtml, hypertext, joinHtml, type Html } from './html-text.ts';
import { styleSheet } from './html-style.ts';
import { fileCounts, findingCounts, placeText, riskCounts, secretNote } from './shared.ts';
import { hunkHeader } from './text.ts';

// Browsers take seconds for more; the JSON format has everything.
const MAX_LINES = 5000;

/**
 * One page that needs nothing else: no script, no request, folds that the keyboard opens. The policy allows the one
 * style sheet and nothing more, so that a mistake in escaping could still run and load nothing.
 */
export function renderDiffHtml(report: DiffReport): Html {
  const { base, head, tool, different } = report;
  const digest = createHash('sha256').update(styleSheet).digest('base64');
  return hypertext`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${escapeHtml(digest)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(base)} → ${escapeHtml(head)}</title>
<style>${styleSheet}</style>
</head>
<body>
<a class="skip" href="#main">To the changes</a>
<header>
<h1>What this change does to traffic</h1>
<p><code>${escapeHtml(base)}</code> → <code>${escapeHtml(head)}</code></p>
${navigation(report)}
</header>
<main id="main">
${different ? hypertext`` : hypertext`<p>No difference.</p>\n`}${changeSection(report.changes)}${findingSection(report)}${fileSection(report.files)}${noteSection(report)}</main>
<footer><p>${escapeHtml(tool.name)} ${escapeHtml(tool.version)}</p></footer>
</body>
</html>
`;
}

function navigation(report: DiffReport): Html {
  const { changes, files } = report;
  const traffic = changes.length === 0 ? hypertext`no change` : escapeHtml(riskCounts(changes));
  const configuration = files.length === 0 ? hypertext`no change` : escapeHtml(fileCounts(files));
  return hypertext`<nav aria-label="Parts"><ul>
<li><a href="#traffic">Traffic: ${traffic}</a></li>
<li><a href="#findings">Findings: ${escapeHtml(findingCounts(report))}</a></li>
<li><a href="#configuration">Configuration: ${configuration}</a></li>
</ul></nav>`;
}

function changeSection(changes: readonly ReportedChange[]): Html {
  const lists = risks.map((risk) => {
    const list = changes.filter((change) => change.risk === risk);
    if (list.length === 0) return hypertext``;
    return hypertext`<h3><span class="risk ${escapeHtml(risk)}">${escapeHtml(risk)}</span> ${escapeHtml(riskMeanings[risk])}</h3>
<ul class="changes">
${joinHtml(list.map(changeItem), hypertext``)}</ul>
`;
  });
  const body = changes.length === 0 ? hypertext`<p>No change.</p>\n` : joinHtml(lists, hypertext``);
  return hypertext`<section aria-labelledby="traffic"><h2 id="traffic">Traffic</h2>\n${body}</section>\n`;
}

function changeItem({ sentence, base, head, gateway }: ReportedChange): Html {
  return hypertext`<li><p>${joinHtml(sentence.map(partText), hypertext``)}</p>
<p class="place">${placesOf(base, head)} · Gateway <code>${escapeHtml(gateway)}</code></p></li>
`;
}

function partText(part: Part): Html {
  if (typeof part === 'string') return escapeHtml(part);
  return 'value' in part
    ? hypertext`<code>${escapeHtml(part.value)}</code>`
    : escapeHtml(part.verb[0]);
}

function placesOf(base: ManifestPlace | null, head: ManifestPlace | null): Html {
  const now =
    head === null ? hypertext`gone` : hypertext`<code>${escapeHtml(placeText(head))}</code>`;
  return base === null ? now : hypertext`${now} (was <code>${escapeHtml(placeText(base))}</code>)`;
}

function findingSection(report: DiffReport): Html {
  const { introduced, fixed, unchanged } = report.findings;
  return hypertext`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${findingList(hypertext`introduced`, true, introduced)}${findingList(hypertext`fixed`, false, fixed)}${findingList(hypertext`unchanged`, false, unchanged)}</section>
`;
}

function findingList(what: Html, open: boolean, findings: readonly ReportedFinding[]): Html {
  const number = escapeHtml(String(findings.length));
  if (findings.length === 0) return hypertext`<p>${number} ${what}.</p>\n`;
  return hypertext`<details${open ? hypertext` open` : hypertext``}><summary>${number} ${what}</summary>
<ul>
${joinHtml(findings.map(findingItem), hypertext``)}</ul></details>
`;
}

function findingItem({ severity, code, message, place }: ReportedFinding): Html {
  const where =
    place === null
      ? hypertext``
      : hypertext`<p class="place"><code>${escapeHtml(placeText(place))}</code> ${escapeHtml(place.resource)} ${escapeHtml(place.path)}</p>`;
  return hypertext`<li><p>${escapeHtml(severity)} <code>${escapeHtml(code)}</code>: ${escapeHtml(message)}</p>${where}</li>\n`;
}

function fileSection(files: readonly ReportedFile[]): Html {
  const body =
    files.length === 0
      ? hypertext`<p>No change.</p>\n`
      : joinHtml(files.map(fileDetails), hypertext``);
  return hypertext`<section aria-labelledby="configuration"><h2 id="configuration">Configuration</h2>\n${body}</section>\n`;
}

function fileDetails(file: ReportedFile): Html {
  const { path, how, hunks } = file;
  const counts = escapeHtml(fileCounts([file]).replace(/^.*?, /, ''));
  const summary = hypertext`<summary><code>${escapeHtml(path)}</code>: ${escapeHtml(how)}, ${counts}</summary>`;
  if (hunks === null)
    return hypertext`<details>${summary}<p>${escapeHtml(secretNote)}</p></details>\n`;
  const lines = hunks.flatMap(hunkLines);
  const rest = lines.length - MAX_LINES;
  const more =
    rest > 0 ? hypertext`<p>... and ${escapeHtml(String(rest))} more lines.</p>` : hypertext``;
  return hypertext`<details>${summary}
<pre tabindex="0" role="region" aria-label="${escapeHtml(path)}">${joinHtml(lines.slice(0, MAX_LINES), hypertext`\n`)}</pre>${more}</details>
`;
}

const marks = {
  same: [hypertext` `, hypertext`span`],
  removed: [hypertext`-`, hypertext`del`],
  added: [hypertext`+`, hypertext`ins`],
} as const;

function hunkLines(hunk: Hunk): readonly Html[] {
  return [
    hypertext`<b>${escapeHtml(hunkHeader(hunk))}</b>`,
    ...hunk.lines.map(({ how, text }) => {
      const [sign, element] = marks[how];
      return hypertext`<${element}>${sign}${escapeHtml(text)}</${element}>`;
    }),
  ];
}

function noteSection({ notes }: DiffReport): Html {
  if (notes.length === 0) return hypertext``;
  const items = notes.map(
    ({ side, file, why }) =>
      hypertext`<li>${escapeHtml(side)}: <code>${escapeHtml(file)}</code> (${escapeHtml(why)})</li>\n`,
  );
  return hypertext`<section aria-labelledby="notes"><h2 id="notes">Not compared</h2>\n<ul>\n${joinHtml(items, hypertext``)}</ul></section>\n`;
}
