import { compareText } from '../util/compare.ts';
import { documentCase, findingCase, type Case } from './junit-case.ts';
import type { Finding, Report } from './model.ts';
import { element, xml, type Xml } from './xml.ts';

/**
 * JUnit XML: a suite for each file, a test case for each document. Findings that belong to no document,
 * such as those about a whole file, get a case of their own. A case fails when it made the run fail or
 * when the API server would refuse the document.
 */
export function renderJunit(report: Report): Xml {
  const suites = suitesOf(report);
  const cases = suites.flatMap((suite) => suite.cases);
  const body = suites.map(({ name, cases: own }) => {
    const content = [...own.map((each) => each.xml), xml`\n  `];
    return xml`\n  ${element('testsuite', { name, ...countsOf(own) }, content)}`;
  });
  const root = element('testsuites', { name: report.tool.name, ...countsOf(cases) }, [
    ...body,
    xml`\n`,
  ]);
  return xml`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

interface Suite {
  readonly name: string;
  readonly cases: Case[];
}

/** By file name; findings about the input as a whole stand in a suite of their own at the end. */
function suitesOf({ tool, documents, findings }: Report): readonly Suite[] {
  const suites = new Map<string, Suite>();
  const add = (file: string, found: Case): void => {
    const suite = suites.get(file) ?? { name: file, cases: [] };
    suites.set(file, suite);
    suite.cases.push(found);
  };
  const byDocument = groupByDocument(findings);
  documents.forEach((document, position) => {
    add(document.file, documentCase(document, byDocument.get(position) ?? []));
  });
  const input: Case[] = [];
  for (const finding of byDocument.get(null) ?? []) {
    if (finding.location === null) input.push(findingCase(tool.name, finding));
    else add(finding.location.file, findingCase(finding.location.file, finding));
  }
  const named = [...suites.values()].sort((a, b) => compareText(a.name, b.name));
  return input.length === 0 ? named : [...named, { name: tool.name, cases: input }];
}

function countsOf(
  cases: readonly Case[],
): Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>> {
  const count = (outcome: Case['outcome']): number =>
    cases.filter((one) => one.outcome === outcome).length;
  return { tests: cases.length, failures: count('failed'), errors: 0, skipped: count('skipped') };
}

function groupByDocument(
  findings: readonly Finding[],
): ReadonlyMap<number | null, readonly Finding[]> {
  const groups = new Map<number | null, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.document);
    if (group === undefined) groups.set(finding.document, [finding]);
    else group.push(finding);
  }
  return groups;
}
