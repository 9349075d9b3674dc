import type { DocumentError, DocumentReport, Finding } from './model.ts';
import { sentences } from './wording.ts';
import { element, escapeXml, joinXml, xml, type Xml } from './xml.ts';

/** One `testcase` element and what became of it. */
export interface Case {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly xml: Xml;
}

/** The case of a document, with every finding about it. */
export function documentCase(document: DocumentReport, findings: readonly Finding[]): Case {
  const { file, verdict } = document;
  const failing = findings.filter((finding) => finding.failing);
  const listed = failing.length > 0 ? failing.map(lineOf) : document.errors.map(lineOfError(file));
  const [first = 'the document is invalid', ...more] = listed;
  const notes = findings.filter((finding) => !finding.failing).map(lineOf);
  const outcome =
    failing.length > 0 || verdict === 'invalid'
      ? 'failed'
      : verdict === 'skipped'
        ? 'skipped'
        : 'passed';
  const type = failing[0]?.code ?? document.errors[0]?.code ?? null;
  return testCase({ classname: file, name: titleOf(document) }, outcome, {
    type,
    lines: [first, ...more],
    notes,
  });
}

/** The case of a finding that belongs to no document. */
export function findingCase(classname: string, finding: Finding): Case {
  const { code, location, failing } = finding;
  const at = location === null ? '' : ` at ${String(location.line)}:${String(location.column)}`;
  const line = lineOf(finding);
  const details = failing
    ? { type: code, lines: [line], notes: [] }
    : { type: null, lines: [], notes: [line] };
  return testCase({ classname, name: `${code}${at}` }, failing ? 'failed' : 'passed', details);
}

interface Details {
  readonly type: string | null;
  /** Why the case fails, one reason each. */
  readonly lines: readonly string[];
  /** Findings that do not make it fail. */
  readonly notes: readonly string[];
}

function testCase(
  attributes: { readonly classname: string; readonly name: string },
  outcome: Case['outcome'],
  { type, lines, notes }: Details,
): Case {
  const parts: Xml[] = [];
  if (outcome === 'failed') {
    const message =
      lines.length > 1 ? `${lines[0] ?? ''} (and ${String(lines.length - 1)} more)` : lines[0];
    parts.push(element('failure', { message: message ?? '', type }, [textLines(lines)]));
  }
  if (outcome === 'skipped')
    parts.push(element('skipped', { message: 'gatewright does not read objects of this kind' }));
  if (notes.length > 0) parts.push(element('system-out', {}, [textLines(notes)]));
  const indented = parts.map((part) => xml`\n      ${part}`);
  const content = indented.length === 0 ? [] : [...indented, xml`\n    `];
  return { outcome, xml: xml`\n    ${element('testcase', attributes, content)}` };
}

function textLines(lines: readonly string[]): Xml {
  return joinXml(lines.map(escapeXml), xml`\n`);
}

function titleOf({ index, item, kind, namespace, name }: DocumentReport): string {
  const number = item === null ? String(index) : `${String(index)} item ${String(item)}`;
  const object = [namespace, name].filter((part) => part !== null).join('/');
  return [`document ${number}:`, kind ?? 'unknown kind', object].join(' ').trimEnd();
}

// The code comes first: no line begins with text of a user, which a CI log could take for a command.
function lineOf(finding: Finding): string {
  const { code, severity, location, path } = finding;
  const place =
    location === null
      ? ''
      : ` ${location.file}:${String(location.line)}:${String(location.column)}`;
  const field = path === '' ? '' : ` ${path}`;
  return `${severity}[${code}]${place}${field}: ${sentences(finding)}`;
}

function lineOfError(file: string): (error: DocumentError) => string {
  return ({ code, path, message, line, column }) => {
    const field = path === '' ? '' : ` ${path}`;
    return `error[${code}] ${file}:${String(line)}:${String(column)}${field}: ${message}`;
  };
}
