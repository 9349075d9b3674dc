import { codes } from '../diagnostics/catalog.ts';
import { fingerprints } from './fingerprint.ts';
import { jsonText, type JsonText } from './json-text.ts';
import type { Finding, IgnoredFinding, Location, RelatedPlace, Report } from './model.ts';
import { plainMessage, relativeUri, type SarifMessage, type UriReference } from './sarif-text.ts';
import { sarifLevels, sarifRules } from './sarif-rules.ts';
import { sentences, subjectOf } from './wording.ts';

const sourceRoot = '%SRCROOT%';

/**
 * SARIF 2.1.0. Findings about the input as a whole become notifications of the tool: results without a
 * place are refused by GitHub.
 */
export function renderSarif({ tool, findings, ignored }: Report): JsonText {
  const all: readonly (Finding | IgnoredFinding)[] = [...findings, ...ignored];
  const marks = fingerprints(all);
  const results = all.flatMap((finding, position) =>
    finding.location === null ? [] : [resultOf(finding, finding.location, marks[position] ?? '')],
  );
  const notifications = findings.filter(({ location }) => location === null).map(notificationOf);
  return jsonText({
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { ...tool, rules: sarifRules() } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
        originalUriBaseIds: {
          [sourceRoot]: { description: { text: 'The folder that gatewright was started in.' } },
        },
        // Positions are offsets in JavaScript strings.
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  });
}

/** Whatever says something. */
interface Told {
  readonly [member: string]: unknown;
  readonly message: SarifMessage;
}

function resultOf(
  finding: Finding | IgnoredFinding,
  location: Location,
  fingerprint: string,
): Told {
  const { code, severity, resource, path, related, target } = finding;
  const subject = subjectOf(resource, path);
  const logical =
    subject === '' ? {} : { logicalLocations: [{ fullyQualifiedName: subject, kind: 'object' }] };
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: sarifLevels[severity],
    message: plainMessage(sentences(finding)),
    locations: [{ physicalLocation: physicalLocation(location), ...logical }],
    relatedLocations: related.flatMap(relatedLocation),
    partialFingerprints: { 'gatewrightFinding/v1': fingerprint },
    suppressions: 'reason' in finding ? [suppression(finding)] : [],
    properties: { severity, target },
  };
}

function suppression({ reason }: IgnoredFinding): object {
  return { kind: 'inSource', justification: reason };
}

function notificationOf(finding: Finding): Told {
  const { code, severity } = finding;
  return {
    descriptor: { id: code },
    level: sarifLevels[severity],
    message: plainMessage(sentences(finding)),
  };
}

function relatedLocation(
  { location, resource, path, note }: RelatedPlace,
  position: number,
): readonly Told[] {
  if (location === null) return [];
  const subject = subjectOf(resource, path);
  const text = subject === '' ? note : `${subject}: ${note}`;
  return [
    {
      id: position + 1,
      physicalLocation: physicalLocation(location),
      message: plainMessage(text),
    },
  ];
}

function physicalLocation({ file, line, column, endLine, endColumn }: Location): object {
  return {
    artifactLocation: artifactLocation(file),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

interface ArtifactLocation {
  readonly uri: UriReference;
  readonly uriBaseId?: string;
}

/** Standard input lies in no folder. */
function artifactLocation(file: string): ArtifactLocation {
  const uri = relativeUri(file);
  return file === '<stdin>' ? { uri } : { uri, uriBaseId: sourceRoot };
}
