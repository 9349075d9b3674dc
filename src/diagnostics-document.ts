import type { Severity } from './diagnostics/catalog-entry.ts';
import { catalog, catalogEntry, type Code } from './diagnostics/catalog.ts';

const stages = new Map([
  ['parse', 'Reading files: what Kubernetes would read, and where readers of YAML differ.'],
  ['validate', 'Each object by itself: what the API server would say of it.'],
  ['resolve', 'Objects together: what their references lead to.'],
  ['secret', 'Certificates and keys.'],
  ['lint', 'Objects together: what is allowed and hardly meant.'],
  ['target', 'What a proxy can do.'],
  [
    'krm',
    'What `gatewright krm` makes of a ResourceList. They cannot be ignored, nor their severity changed.',
  ],
]);

const meanings = {
  error: 'The input is wrong or cannot be honoured. Nothing is written without `--keep-going`.',
  approximated: 'Valid input that a target serves with a documented difference.',
  warning: 'Something that deserves a look.',
  info: 'Good to know.',
} satisfies Record<Severity, string>;

/** The text of DIAGNOSTICS.md, made from the catalog alone, as `gatewright explain` is. */
export function diagnosticsDocument(): string {
  // The order of the catalog is that of the pipeline.
  const codes = Object.keys(catalog) as Code[];
  const groups = [...new Set(codes.map(stageOf))];
  return [
    '# Diagnostics',
    '',
    'Every code that a finding can carry. Generated from the catalog (`src/diagnostics/catalog`), which',
    '`gatewright explain CODE` prints from, too.',
    '',
    '| severity | meaning |',
    '|---|---|',
    ...Object.entries(meanings).map(([severity, meaning]) => `| ${severity} | ${meaning} |`),
    '',
    ...groups.flatMap((stage) => [
      `## ${stage}`,
      '',
      ...introduction(stage),
      ...codes.filter((code) => stageOf(code) === stage).flatMap(entryLines),
    ]),
  ].join('\n');
}

function stageOf(code: Code): string {
  return code.split('/')[0] ?? '';
}

function introduction(stage: string): readonly string[] {
  const text = stages.get(stage);
  return text === undefined ? [] : [text, ''];
}

function entryLines(code: Code): readonly string[] {
  const { severity, condition, explain } = catalogEntry(code);
  const { cause, fix, example } = explain;
  const status =
    condition === null
      ? []
      : [
          `In a cluster: \`${condition.type}=${condition.status}\`, reason \`${condition.reason}\`.`,
        ];
  return [
    `### ${code}`,
    '',
    [`Severity: ${severity}.`, ...status].join(' '),
    '',
    escapeMarkdown(cause),
    '',
    `**Fix:** ${escapeMarkdown(fix)}`,
    '',
    `\`\`\`${example.startsWith('gatewright ') ? 'sh' : 'yaml'}`,
    ...example.split('\n'),
    '```',
    '',
  ];
}

/** The catalog's prose is plain text, in which stars and angle brackets mean themselves. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_<>[\]]/g, '\\$&');
}
