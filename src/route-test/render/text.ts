import {
  escapeForTerminal,
  joinTerminal,
  terminal,
  type TerminalText,
} from '../../diagnostics/render/escape.ts';
import { styleFor } from '../../diagnostics/render/style.ts';
import { describeResource } from '../../source/place.ts';
import type { PlaceView, RuleView } from '../../trace/model.ts';
import { percentCovered } from '../coverage.ts';
import type { Failure, TestReport, TestResult } from '../model.ts';

const mostMissing = 20;

/** Results for people: a line for each test, and what is wrong below it. */
export function renderTestText(
  report: TestReport,
  { color, quiet }: { readonly color: boolean; readonly quiet: boolean },
): TerminalText {
  const style = styleFor(color);
  const { results, coverage } = report;
  const lines = results
    .filter(({ outcome }) => !quiet || outcome === 'failed')
    .flatMap((result) => resultLines(result, style.strong));
  const { missing } = coverage;
  const left = missing.length - mostMissing;
  const all = [
    ...lines,
    escapeForTerminal(summaryOf(report)),
    ...(quiet
      ? []
      : missing.slice(0, mostMissing).map((rule) => terminal`  no test meets ${describe(rule)}`)),
    ...(quiet || left <= 0 ? [] : [terminal`  and ${left} more rules`]),
    terminal``,
  ];
  return joinTerminal(all, terminal`\n`);
}

/** What came out otherwise than in an earlier run, and how all tests of this one stand. */
export function renderChangedTests(
  report: TestReport,
  changed: readonly TestResult[],
  { color }: { readonly color: boolean },
): TerminalText {
  const style = styleFor(color);
  const lines = changed.flatMap((result) => resultLines(result, style.strong));
  return joinTerminal([...lines, escapeForTerminal(summaryOf(report)), terminal``], terminal`\n`);
}

const marks = { passed: terminal`ok  `, failed: terminal`FAIL`, skipped: terminal`skip` };

function resultLines(
  { test, outcome, why, failures }: TestResult,
  strong: (text: TerminalText) => TerminalText,
): readonly TerminalText[] {
  const name = escapeForTerminal(test.name);
  const title = terminal`${marks[outcome]}  ${outcome === 'failed' ? strong(name) : name}`;
  return [
    why === null ? title : terminal`${title} (${escapeForTerminal(why)})`,
    ...failures.map((each) => terminal`      ${describeFailure(each)}`),
  ];
}

/** `status is 404, not 200 (nginx; routes.yaml:12:7)` */
export function describeFailure({ field, expected, actual, place, by }: Failure): TerminalText {
  return escapeForTerminal(`${field} is ${actual}, not ${expected} (${by}; ${at(place)})`);
}

function describe({ route, index, place }: RuleView): TerminalText {
  return escapeForTerminal(`${describeResource(route)} rules[${String(index)}] (${at(place)})`);
}

function at({ file, line, column }: PlaceView): string {
  return `${file}:${String(line)}:${String(column)}`;
}

/** `12 tests, 1 failed; 5 of 6 rules met (83 %)` */
export function summaryOf({ results, coverage }: TestReport): string {
  const number = (outcome: TestResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  const counts = [
    `${String(results.length)} ${results.length === 1 ? 'test' : 'tests'}`,
    ...(['failed', 'skipped'] as const).flatMap((outcome) =>
      number(outcome) === 0 ? [] : [`${String(number(outcome))} ${outcome}`],
    ),
  ];
  const percent = String(Math.floor(percentCovered(coverage)));
  const met = `${String(coverage.covered)} of ${String(coverage.rules)} rules met (${percent} %)`;
  return `${counts.join(', ')}; ${met}`;
}
