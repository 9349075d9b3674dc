import { entry } from '../catalog-entry.ts';

const leftOut = () => 'The object is left out.';

/** Findings about single objects: what the API server would say of them. */
export const validateCodes = {
  'validate/identity': entry<{ readonly problem: string }>({
    severity: 'error',
    message: (a) => a.problem,
    effect: leftOut,
    condition: null,
    explain: {
      cause:
        'apiVersion, kind and metadata.name say what an object is; one of them is missing or wrong.',
      fix: 'Add it.',
      example: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: shop',
    },
  }),
  'validate/version': entry<{ readonly version: string; readonly served: string }>({
    severity: 'error',
    message: (a) => `version ${a.version} of this kind is not served; write ${a.served}`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'The CRDs of this Gateway API release do not serve the version.',
      fix: 'Use a served version.',
      example: 'apiVersion: gateway.networking.k8s.io/v1',
    },
  }),
  'validate/deprecated-version': entry<{ readonly version: string; readonly newest: string }>({
    severity: 'warning',
    message: (a) => `version ${a.version} is deprecated; write ${a.newest}`,
    effect: null,
    condition: null,
    explain: {
      cause:
        'A newer version of the kind is served; a later release of Gateway API may no longer serve this one.',
      fix: 'Change apiVersion; the fields are the same.',
      example: 'apiVersion: gateway.networking.k8s.io/v1',
    },
  }),
  'validate/experimental-kind': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `${a.kind} is experimental: a standard-channel cluster does not have it`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'Only the experimental channel of Gateway API defines the kind.',
      fix: 'Use --channel experimental when the cluster has those CRDs.',
      example: 'gatewright compile --channel experimental manifests/',
    },
  }),
  'validate/kind-not-in-release': entry<{
    readonly kind: string;
    readonly release: string;
    readonly having: string;
  }>({
    severity: 'error',
    message: (a) => `${a.kind} is not part of Gateway API ${a.release}; ${a.having}`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'The kind came with a later release of Gateway API, or left with an earlier one.',
      fix: 'Name the release that the cluster has with --gateway-api-version, or use another kind.',
      example: 'gatewright validate --gateway-api-version 1.5 manifests/',
    },
  }),
  'validate/unknown-kind': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `Gateway API has no kind ${a.kind}`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'The group belongs to Gateway API, but none of its releases defines the kind.',
      fix: 'Correct the kind or the group.',
      example: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute   # not HttpRoute',
    },
  }),
  'validate/experimental-field': entry<{ readonly field: string }>({
    severity: 'error',
    message: (a) => `field ${a.field} is experimental: a standard-channel cluster drops it`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'Only the experimental channel of Gateway API defines the field.',
      fix: 'Use --channel experimental when the cluster has those CRDs, or remove the field.',
      example: 'gatewright compile --channel experimental manifests/',
    },
  }),
  'validate/unknown-field': entry<{ readonly field: string }>({
    severity: 'error',
    message: (a) => `unknown field "${a.field}"`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'The kind has no such field; a misspelt field would be dropped without a word.',
      fix: 'Correct the name or the indentation.',
      example: 'spec:\n  hostnames: [shop.example.com]   # not hostNames',
    },
  }),
  'validate/schema': entry<{ readonly problem: string }>({
    severity: 'error',
    message: (a) => a.problem,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'The value breaks a rule of the kind’s schema.',
      fix: 'Change the value as the message says.',
      example: 'port: 8080   # a number from 1 to 65535',
    },
  }),
  'validate/rule': entry<{ readonly problem: string }>({
    severity: 'error',
    message: (a) => `Invalid value: ${a.problem}`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'The value breaks a rule that the CRD states about several fields together.',
      fix: 'Change the fields as the message says.',
      example:
        'filters:\n  - type: URLRewrite      # and no RequestRedirect beside it\n    urlRewrite: {hostname: api.internal}',
    },
  }),
  'validate/duplicate-item': entry<{ readonly first: number }>({
    severity: 'error',
    message: (a) => `Duplicate value: item ${a.first} of the list has the same key`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'The list’s items are told apart by a key, such as their name, and two have the same.',
      fix: 'Remove or rename one of them.',
      example: 'listeners:\n  - name: http\n  - name: https',
    },
  }),
  'validate/metadata': entry<{ readonly problem: string }>({
    severity: 'error',
    message: (a) => a.problem,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'Names, namespaces, labels and annotations follow Kubernetes’ rules for all objects.',
      fix: 'Use lower-case letters, digits, hyphens and dots in names; strings as label values.',
      example: 'metadata:\n  name: shop-v2\n  labels:\n    version: "2"',
    },
  }),
  'validate/duplicate-object': entry<{ readonly object: string }>({
    severity: 'error',
    message: (a) => `${a.object} is defined twice`,
    effect: () =>
      'Another definition counts: the one that comes first as JSON, wherever it stands.',
    condition: null,
    explain: {
      cause: 'Two documents describe the same object; a cluster would keep whichever came last.',
      fix: 'Remove or rename one of them.',
      example: 'metadata:\n  name: shop\n  namespace: web',
    },
  }),
  'validate/field-ignored': entry<{ readonly field: string }>({
    severity: 'warning',
    message: (a) => `${a.field} has no meaning without a controller`,
    effect: () => 'The field has no effect on the output; no traffic depends on it.',
    condition: null,
    explain: {
      cause: 'The field tells a controller how to deploy the Gateway; gatewright deploys nothing.',
      fix: 'Nothing has to be done.',
      example:
        'kind: GatewayClass\nspec:\n  parametersRef: {...}   # read by the controller in the cluster',
    },
  }),
  'validate/field-not-supported': entry<{ readonly field: string }>({
    severity: 'error',
    message: (a) => `gatewright does not support ${a.field} yet`,
    effect: () => 'The field has no effect on the output.',
    condition: null,
    explain: {
      cause: 'The field is valid, but this version of gatewright makes nothing of it.',
      fix: 'Remove the field, or use --keep-going to compile without it.',
      example: 'gatewright compile --keep-going manifests/ -o out',
    },
  }),
} as const;
