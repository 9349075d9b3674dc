import type { DocumentReport, Finding, Report } from '../../src/report/model.ts';

/** What manifests of strangers may hold, against every output that a terminal or a CI system reads. */
export const hostileTexts: readonly string[] = [
  '\n::error file=x::injected\r\n',
  'a]]>b<c>&"\'',
  '\u001b[31mred\u001b[0m \u009b2J \u0000 \u0008',
  '##vso[task.setvariable variable=x] ##[group]',
  '100%, a:b %0A',
  'grüße 日本 🚀 \u202eevil\u2066 \ufeff \ud800 \uffff',
  '[click](https://evil.example) {0} {{x}} \\[y\\]',
];

const place = { file: 'shop/routes.yaml', line: 7, column: 17, endLine: 7, endColumn: 21 };
const resource = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  namespace: 'shop',
  name: 'front',
};

/** An unknown field of a route, changed as a test needs it. */
export function findingWith(changes: Partial<Finding> = {}): Finding {
  return {
    code: 'validate/unknown-field',
    severity: 'error',
    failing: true,
    message: 'unknown field "spec.hostNames"',
    effect: 'The object is left out.',
    location: place,
    document: 0,
    resource,
    path: 'spec.hostNames',
    target: null,
    suggestion: 'hostnames',
    related: [{ location: { ...place, line: 2, endLine: 2 }, resource, path: '', note: 'here' }],
    ...changes,
  };
}

/** A valid route, changed as a test needs it. */
export function documentWith(changes: Partial<DocumentReport> = {}): DocumentReport {
  const { file } = place;
  return { file, index: 0, item: null, ...resource, verdict: 'valid', errors: [], ...changes };
}

/** A report whose counts are right. */
export function reportOf(
  documents: readonly DocumentReport[],
  findings: readonly Finding[],
): Report {
  const verdicts = { valid: 0, invalid: 0, skipped: 0 };
  for (const { verdict } of documents) verdicts[verdict]++;
  const severities = { error: 0, approximated: 0, warning: 0, info: 0 };
  for (const { severity } of findings) severities[severity]++;
  return {
    tool: { name: 'gatewright', version: '1.2.3' },
    documents,
    findings,
    ignored: [],
    summary: {
      failed: findings.some(({ failing }) => failing),
      documents: verdicts,
      findings: severities,
      omitted: 0,
    },
  };
}

/** One finding for each hostile text, which stands wherever text of users can stand. */
export function hostileReport(): Report {
  const documents = hostileTexts.map((text, index) =>
    documentWith({ file: `${text}.yaml`, index, kind: text, name: text, namespace: text }),
  );
  const findings = hostileTexts.map((text, index) =>
    findingWith({
      message: text,
      effect: text,
      suggestion: text,
      path: text,
      location: { ...place, file: `${text}.yaml` },
      document: index,
      resource: { apiVersion: text, kind: text, namespace: text, name: text },
      related: [{ location: { ...place, file: text }, resource: null, path: text, note: text }],
    }),
  );
  return reportOf(documents, findings);
}
