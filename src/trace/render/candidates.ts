import type { Candidate, Verdict } from '../model.ts';
import type { Section } from './section.ts';
import { describeRule } from './words.ts';

/** More than that, and those whose path does not fit are only counted. */
const mostShown = 12;
const mostAtAll = 60;
const widest = 56;

/** The rules of the virtual host: which one is taken, and why not the others. */
export function candidateSection(candidates: readonly Candidate[]): Section {
  if (candidates.length === 0) return [];
  const near =
    candidates.length <= mostShown
      ? candidates
      : candidates.filter(({ verdict }) => !isElsewhere(verdict));
  const shown = near.slice(0, mostAtAll);
  const left = candidates.length - shown.length;
  const rules = column(shown.map(({ rule }) => describeRule(rule)));
  const asks = column(shown.map((each) => each.asks));
  return [
    '',
    'rules, in order of precedence',
    ...shown.map(({ verdict, place }, index) =>
      [
        marks[verdict.kind],
        asks[index] ?? '',
        '',
        rules[index] ?? '',
        '',
        `${place.file}:${String(place.line)}`,
        '',
        describeVerdict(verdict),
      ].join(' '),
    ),
    ...(left === 0 ? [] : [`  and ${String(left)} more, most of them for other paths`]),
  ];
}

const marks = {
  taken: '=>',
  differs: '  ',
  preceded: '  ',
  unsupported: '  ',
} as const satisfies Record<Verdict['kind'], string>;

function describeVerdict(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'taken':
      return 'takes the request';
    case 'differs':
      return `no: ${verdict.why.join(', ')}`;
    case 'preceded':
      return `fits too, but ${verdict.why}`;
    case 'unsupported':
      return 'no: the target cannot tell its requests apart';
  }
}

function isElsewhere(verdict: Verdict): boolean {
  return verdict.kind === 'differs' && verdict.why[0]?.startsWith('the path is ') === true;
}

function column(texts: readonly string[]): readonly string[] {
  const width = Math.min(widest, Math.max(0, ...texts.map((text) => text.length)));
  return texts.map((text) => text.padEnd(width));
}
