import { featureComparison } from './feature-comparison.ts';
import {
  listedFeatures,
  listedTargets,
  numberedDifferences,
  numberOf,
  summaryOf,
  type DifferenceRef,
} from './support-differences.ts';
import { everyRequest } from './target/every-request.ts';
import { featureTitles } from './target/feature-titles.ts';
import { pathTable, type PathAnswers } from './target/path-table.ts';

/** The text of SUPPORT.md, made from tables alone so that it cannot drift. */
export function supportDocument(): string {
  const rows = listedFeatures.map((feature) => {
    const cells = listedTargets.map((target) => {
      const { level } = summaryOf(target, feature);
      return level === 'exact' ? level : `${level} ${numbers([`${target} ${feature}`])}`;
    });
    return `| ${featureTitles[feature]} | \`${feature}\` | ${cells.join(' | ')} |`;
  });
  return [
    '# Support',
    '',
    'What each target does with each feature. Generated from the capability tables',
    '(`src/emit/<target>/capabilities.ts`); every approximation is reported at the field that meets it.',
    '',
    `| feature | id | ${listedTargets.join(' | ')} |`,
    `|---|---|${listedTargets.map(() => '---').join('|')}|`,
    ...rows,
    '',
    '## Differences',
    '',
    'These are all: NGINX, Envoy and the reference matcher do the same with any request otherwise. A test on the real',
    'proxies shows each (`test/proxies/shown.ts`). Those of every request need no field of a manifest',
    '(`src/target/differences.ts`), and no finding reports them.',
    '',
    ...[...numberedDifferences.values()].map(({ number, text }) => `${String(number)}. ${text}`),
    '',
    '## What holds for every request',
    '',
    'In brackets: the differences.',
    '',
    ...everyRequest.map(
      ({ says, but }) => `- ${says}${but.length === 0 ? '' : ` ${numbers(but)}`}`,
    ),
    '',
    ...pathSection(),
    '',
    ...featureComparison(),
  ].join('\n');
}

function numbers(refs: readonly DifferenceRef[]): string {
  return `(${refs.map(numberOf).join(', ')})`;
}

/** The table of `--path-policy`. */
function pathSection(): readonly string[] {
  return [
    '## Paths',
    '',
    'What a backend gets, or 400, over HTTP/1.1 and HTTP/2 (`src/target/path-table.ts`).',
    '',
    '| path | sent as | `--path-policy strict` | `--path-policy normalize` |',
    '|---|---|---|---|',
    ...pathTable.map(
      ({ what, sent, strict, normalize }) =>
        `| ${what} | \`${sent}\` | ${answersText(strict)} | ${answersText(normalize)} |`,
    ),
  ];
}

function answersText(answers: PathAnswers): string {
  if (answers === 400) return '400';
  if (typeof answers === 'string') return `\`${answers}\``;
  const { nginx, envoy, difference } = answers;
  return `${answersText(nginx)} (NGINX), ${answersText(envoy)} (Envoy) ${numbers([difference])}`;
}
