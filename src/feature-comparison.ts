import { peerReports, type PeerReport } from './peer-reports.ts';
import { featureNames, missingParts, supportedFeatures } from './status/supported-features.ts';
import type { Target } from './target/target.ts';
import { targets } from './targets.ts';
import { compareText } from './util/compare.ts';

const meshes = 'gatewright configures gateways, not meshes';

/** Why a feature of Gateway API v1.7 is declared for no target. */
const reasons: Readonly<Record<string, string>> = {
  GatewayAddressRoutability: 'which networks an address is routed in is not known from manifests',
  GatewayAddressRoutabilityCluster: 'which addresses a cluster has is not known from manifests',
  GatewayFrontendClientCertificateValidation: 'such listeners are closed',
  GatewayFrontendClientCertificateValidationInsecureFallback: 'such listeners are closed',
  ListenerSet: 'the kind is reported and has no effect',
  Mesh: meshes,
  MeshClusterIPMatching: meshes,
  MeshConsumerRoute: meshes,
  MeshHTTPRouteBackendRequestHeaderModification: meshes,
  MeshHTTPRouteNamedRouteRule: meshes,
  MeshHTTPRouteQueryParamMatching: meshes,
  MeshHTTPRouteRedirectPath: meshes,
  MeshHTTPRouteRedirectPort: meshes,
  MeshHTTPRouteRewritePath: meshes,
  MeshHTTPRouteSchemeRedirect: meshes,
};

/** What v1.6 called a feature. */
const formerly: Readonly<Record<string, string>> = {
  GatewayInfrastructure: 'GatewayInfrastructurePropagation',
  HTTPRouteRetryCodes: 'HTTPRouteRetry',
};

/** The profile whose core tests a kind is in. */
const profiles: Readonly<Record<string, string>> = {
  Gateway: 'GATEWAY-HTTP',
  GRPCRoute: 'GATEWAY-GRPC',
  HTTPRoute: 'GATEWAY-HTTP',
  ReferenceGrant: 'GATEWAY-HTTP',
  TCPRoute: 'GATEWAY-TCP',
  TLSRoute: 'GATEWAY-TLS',
  UDPRoute: 'GATEWAY-UDP',
};

/** Gateway API's features, with both targets beside other implementations, as lines of Markdown. */
export function featureComparison(): readonly string[] {
  const all = Object.values(targets);
  const names = [...new Set([...featureNames, ...Object.keys(reasons)])].sort(compareText);
  const declared = new Map(
    all.map((target) => [target, new Set(supportedFeatures(target, 'experimental'))]),
  );
  const has = (target: Target, name: string): boolean => declared.get(target)?.has(name) === true;
  const heads = [
    ...all.map(({ name }) => `gatewright, ${name}`),
    ...peerReports.map(({ name }) => name),
  ];
  return [
    '## Beside other implementations',
    '',
    'Features by Gateway API’s names (v1.7). Ours are those that the GatewayClass declares; the others’ are taken from their reports:',
    '',
    ...peerReports.map(sourceOf),
    '',
    'Those are about v1.6, with other tests: “-” is what they say nothing about, “provisional” what is no feature yet there.',
    '`GatewayInfrastructure` was called `GatewayInfrastructurePropagation` then; `HTTPRouteRetryCodes` stands beside `HTTPRouteRetry`.',
    '',
    `| Gateway API feature | ${heads.join(' | ')} |`,
    `|---|${heads.map(() => '---').join('|')}|`,
    ...names.map((name) => {
      const ours = all.map((target) => (has(target, name) ? 'yes' : 'no'));
      const theirs = peerReports.map((report) => peerCell(report, name));
      return `| ${name} | ${[...ours, ...theirs].join(' | ')} |`;
    }),
    '',
    'What is not declared:',
    '',
    ...names.flatMap((name) => {
      const lacking = all.filter((target) => !has(target, name));
      return lacking.length === 0 ? [] : [`- ${name}: ${whyNot(name, lacking)}.`];
    }),
    '',
  ];
}

function sourceOf({ name, version, report, date, profiles: run }: PeerReport): string {
  const results = run.map(
    ({ profile, core, extended }) =>
      `${profile} core ${core.join(' of ')}, extended ${extended.join(' of ')}`,
  );
  return `- ${name}: version ${version}, run of ${date}, \`${report}\` of kubernetes-sigs/gateway-api. ${results.join('; ')}.`;
}

function peerCell(
  { supported, unsupported, provisional, profiles: run }: PeerReport,
  name: string,
): string {
  const profile = profiles[name];
  if (profile !== undefined) {
    const found = run.find((each) => each.profile === profile);
    if (found !== undefined) return found.core[0] === found.core[1] ? 'yes' : 'no';
    return provisional.includes(name) ? 'provisional' : '-';
  }
  const known = [name, formerly[name] ?? name];
  if (known.some((each) => supported.includes(each))) return 'yes';
  return known.some((each) => unsupported.includes(each)) ? 'no' : '-';
}

function whyNot(name: string, lacking: readonly Target[]): string {
  const reason = reasons[name];
  if (reason !== undefined) return reason;
  return lacking
    .flatMap((target) =>
      missingParts(name, target).map((part) => {
        const { summary } = target.capabilities[part];
        const why = summary.level === 'unsupported' ? summary.why : '';
        return `with ${target.name}, ${why.replace(/\.$/, '')}`;
      }),
    )
    .join('; ');
}
