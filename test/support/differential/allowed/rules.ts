import {
  listedFeatures,
  summaryOf,
  type DifferenceRef,
} from '../../../../src/support-differences.ts';
import {
  changedHeaders,
  denialOf,
  dependsOnBackend,
  hasShares,
  isLost,
  isMisdirected,
  isRefused,
  hasNoBackend,
  isUnsupported,
  listenerOf,
  mayLackListener,
  ownStatus,
  sharesBehind,
} from '../facts.ts';
import { boundToSni, notAdmitted } from '../observe.ts';
import type { Allowed } from './allowed.ts';

/** Features that one target serves and the other refuses. */
const unsupported: readonly DifferenceRef[] = listedFeatures.flatMap((feature) =>
  (['nginx', 'envoy'] as const)
    .filter((target) => summaryOf(target, feature).level === 'unsupported')
    .map((target) => `${target} ${feature}` as const),
);

/** By what rules, listeners and authorization servers lead to. */
export const ofRules: readonly Allowed[] = [
  {
    id: 'weights',
    because: ['BackendChoice'],
    explains: ({ nginx, envoy }, { aspect }) =>
      hasShares(nginx) &&
      hasShares(envoy) &&
      (aspect === 'backend' ||
        (aspect === 'kind' && nginx.expected.outcome.kind === 'connection') ||
        sharesBehind(nginx) > 1),
  },
  {
    id: 'unsupported rules',
    because: unsupported,
    explains: ({ nginx, envoy }, { aspect }) =>
      aspect === 'kind'
        ? hasNoBackend(nginx) !== hasNoBackend(envoy)
        : isUnsupported(nginx) !== isUnsupported(envoy),
  },
  {
    id: 'listeners that are left out',
    because: ['nginx ListenerCertificates'],
    // Their names are nobody's then, or those of a less specific listener.
    explains: (pair) =>
      mayLackListener(pair) &&
      (listenerOf(pair.nginx) !== listenerOf(pair.envoy) ||
        (isMisdirected(pair.envoy) && !isMisdirected(pair.nginx)) ||
        (pair.nginx.expected.outcome.kind === 'closed' &&
          pair.envoy.expected.outcome.kind !== 'closed')),
  },
  {
    id: 'whom the authorization server lets in',
    because: ['nginx HTTPRouteExternalAuthHTTP'],
    // Another 2xx than 200.
    explains: ({ nginx, envoy }) => (denialOf(envoy) ?? 300) < 300 && denialOf(nginx) === null,
  },
  {
    id: 'answers of the authorization server',
    because: ['nginx HTTPRouteExternalAuthHTTP'],
    explains: ({ nginx, envoy }, { aspect, nginx: ours }) => {
      const status = denialOf(envoy);
      if (status === null || denialOf(nginx) !== status) return false;
      if (aspect === 'response header x-why') return ours === null;
      const isPassedOn = status === 401 || status === 403;
      return (
        !isPassedOn &&
        ((aspect === 'status' && ours === '403') || (aspect === 'Location' && ours === null))
      );
    },
  },
  {
    id: 'changes of refusals',
    because: ['BackendChoice'],
    // Those of the backend that would have got the request.
    explains: ({ nginx, envoy }, { aspect }) =>
      denialOf(nginx) !== null &&
      denialOf(envoy) !== null &&
      changedHeaders.includes(aspect) &&
      dependsOnBackend(nginx, aspect.replace('response header ', '')),
  },
  {
    id: 'refusals of listeners',
    because: ['ListenerRefusals'],
    explains: ({ nginx, envoy }, { aspect, nginx: ours }) =>
      [nginx, envoy].every((each) => isRefused(each) && each.expected.candidates.length === 0) &&
      ours === null &&
      changedHeaders.includes(aspect),
  },
  {
    id: 'names that are not those of SNI',
    because: [
      'nginx GatewayFrontendClientCertificateValidation',
      'nginx GatewayFrontendClientCertificateValidationInsecureFallback',
    ],
    // Nothing of the rule's answer is left.
    explains: ({ request, asked, nginx: { expected, got } }) =>
      expected.outcome.kind === 'response' &&
      expected.outcome.why.startsWith(boundToSni) &&
      got.kind === 'response' &&
      got.status === 421 &&
      asked?.host.toLowerCase().replace(/\.?(?::\d*)?$/, '') !== request.sni?.replace(/\.$/, ''),
  },
  {
    id: 'clients that are not let in',
    because: ['nginx GatewayFrontendClientCertificateValidation'],
    // NGINX refuses some requests whoever sends them.
    explains: ({ nginx, envoy }, { aspect }) =>
      aspect === 'kind' &&
      envoy.expected.outcome === notAdmitted &&
      [400, 404, 405, 421].includes(ownStatus(nginx) ?? 0),
  },
  {
    id: 'backends that are not who they should be',
    because: ['ConnectionFailure'],
    explains: ({ nginx, envoy }, { aspect, nginx: ours, envoy: theirs }) =>
      aspect === 'status' && ours === '502' && theirs === '503' && isLost(nginx) && isLost(envoy),
  },
  {
    id: 'final dot of SNI',
    because: ['ServerNameDot'],
    explains: ({ request }, { aspect, envoy }) =>
      aspect === 'kind' && envoy === 'closed' && (request.sni ?? '').endsWith('.'),
  },
];
