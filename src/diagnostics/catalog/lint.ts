import { entry } from '../catalog-entry.ts';
import { lintCertificateCodes } from './lint-certificates.ts';
import { lintRegexCodes } from './lint-regexes.ts';

/** Findings about what is allowed and hardly meant. None changes the output. */
export const lintCodes = {
  'lint/duplicate-match': entry<{ readonly by: string; readonly host: string }>({
    severity: 'warning',
    message: (a) => `${a.by} has the same match for ${a.host} and takes all of its requests`,
    effect: () => 'Requests never get here by this match.',
    condition: null,
    explain: {
      cause:
        'Two rules match the same requests of one hostname. The older route wins, then the one whose namespace and name come first, then the earlier rule (HTTPRouteRule matches).',
      fix: 'Remove one of them, or let their matches or hostnames differ.',
      example:
        'rules:\n  - matches: [{ path: { value: /cart } }]\n    backendRefs: [{ name: cart, port: 80 }]\n  - matches: [{ path: { value: /cart } }]   # never\n    backendRefs: [{ name: cart-v2, port: 80 }]',
    },
  }),
  'lint/shadowed-match': entry<{ readonly by: string; readonly host: string }>({
    severity: 'warning',
    message: (a) => `${a.by} takes all requests of this match, on ${a.host} and everywhere else`,
    effect: () => 'Requests never get here by this match.',
    condition: null,
    explain: {
      cause:
        'A match that comes first takes every request that this one could get: it is of a more specific hostname and wider, or it is a regular expression such as /.*, which comes before all prefixes.',
      fix: 'Narrow the other match, or remove this one.',
      example:
        'rules:\n  - matches: [{ path: { type: RegularExpression, value: "/.*" } }]\n  - matches: [{ path: { value: /cart } }]   # never',
    },
  }),
  'lint/isolated-route': entry({
    severity: 'warning',
    message: () => 'the route gets no requests: more specific listeners have all of its hosts',
    effect: () => 'The route counts as attached and serves nothing.',
    condition: null,
    explain: {
      cause:
        'A host belongs to the most specific listener of a port that covers it. The route is attached to a less specific one only (listener isolation, GEP-3567).',
      fix: 'Attach the route to the listener that has its hosts, or to all by leaving sectionName out.',
      example:
        '# listeners: any ("*.example.com") and shop ("shop.example.com")\nparentRefs: [{ name: edge, sectionName: any }]   # should be shop\nhostnames: [shop.example.com]',
    },
  }),
  'lint/shared-hostname': entry<{ readonly host: string; readonly namespace: string }>({
    severity: 'info',
    message: (a) => `routes of namespace ${a.namespace} answer for ${a.host} too`,
    effect: null,
    condition: null,
    explain: {
      cause: 'Routes of several namespaces have the same hostname on one listener.',
      fix: 'If one namespace should have the hostname to itself, restrict allowedRoutes of a listener with that hostname.',
      example:
        'listeners:\n  - name: shop\n    hostname: shop.example.com\n    allowedRoutes:\n      namespaces:\n        from: Selector\n        selector: { matchLabels: { kubernetes.io/metadata.name: shop } }',
    },
  }),
  'lint/shared-path': entry<{
    readonly host: string;
    readonly path: string;
    readonly other: string;
    readonly namespace: string;
  }>({
    severity: 'warning',
    message: (a) =>
      a.path === a.other
        ? `namespace ${a.namespace} has ${a.path} of ${a.host} too`
        : `${a.path} takes a part of ${a.other}, which namespace ${a.namespace} has on ${a.host}`,
    effect: () => 'Each of the namespaces can change what the other one’s users get.',
    condition: null,
    explain: {
      cause: 'Routes of several namespaces match the same paths of one hostname.',
      fix: 'Let one namespace have the path, or give each its own hostname.',
      example:
        '# namespace shop:   path: { value: /cart }\n# namespace labs:   path: { value: /cart/new }',
    },
  }),
  'lint/unused-listener': entry<{ readonly listener: string }>({
    severity: 'info',
    message: (a) => `no route is attached to listener ${a.listener}`,
    effect: () => 'It answers everybody with status 404, or by closing the connection.',
    condition: null,
    explain: {
      cause: 'No parentRef of any route leads to the listener.',
      fix: 'Remove the listener, or compile its routes together with it.',
      example: 'gatewright compile infra/ apps/ -o out',
    },
  }),
  'lint/unused-grant': entry<{ readonly part: string }>({
    severity: 'info',
    message: (a) => `nothing in the input needs what ${a.part} permits`,
    effect: null,
    condition: null,
    explain: {
      cause:
        'A ReferenceGrant lets objects of another namespace refer to those of its own, and none does.',
      fix: 'Remove it, or correct the group, kind, namespace or name.',
      example:
        'from:\n  - group: gateway.networking.k8s.io\n    kind: HTTPRoute\n    namespace: shop\nto:\n  - group: ""\n    kind: Service',
    },
  }),
  ...lintCertificateCodes,
  ...lintRegexCodes,
} as const;
