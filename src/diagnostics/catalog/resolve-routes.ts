import { entry } from '../catalog-entry.ts';

/** Findings about routes, their attachment and their rules. */
export const routeCodes = {
  'resolve/kind-not-supported': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `gatewright does not support ${a.kind} yet`,
    effect: () => 'The object has no effect on the output.',
    condition: null,
    explain: {
      cause: 'The kind belongs to Gateway API, but this version of gatewright makes nothing of it.',
      fix: 'Leave the object out of the compiled paths, or use --keep-going to compile the rest.',
      example: 'gatewright compile --keep-going manifests/ -o out',
    },
  }),
  'resolve/mesh-parent': entry<{ readonly service: string }>({
    severity: 'info',
    message: (a) => `the route is for requests to Service ${a.service} within a mesh`,
    effect: () => 'Nothing is made of it: gatewright configures gateways, not meshes.',
    condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedValue' },
    explain: {
      cause:
        'A parentRef to a Service changes what becomes of requests that workloads of a mesh send to it (GAMMA, GEP-1294). No gateway sees these.',
      fix: 'Nothing, where a mesh takes care of it; otherwise refer to a Gateway.',
      example: 'parentRefs:\n  - name: edge\n    namespace: infra',
    },
  }),
  'resolve/mesh': entry<{ readonly kind: string }>({
    severity: 'info',
    message: () => 'a mesh is none of gatewright’s business',
    effect: () => 'Nothing is made of it: gatewright configures gateways, not meshes.',
    condition: null,
    explain: {
      cause: 'XMesh describes a mesh to its own controller (GEP-3949).',
      fix: 'Nothing, where a mesh takes care of it.',
      example: 'kind: XMesh\nspec: { controllerName: example.com/mesh }',
    },
  }),
  'resolve/parent-not-found': entry<{ readonly parent: string }>({
    severity: 'warning',
    message: (a) => `${a.parent} is not in the input`,
    effect: () => 'Nothing attaches through this field.',
    condition: null,
    explain: {
      cause:
        'A parentRef leads to a Gateway or ListenerSet that none of the compiled manifests defines.',
      fix: 'Compile the Gateway together with its routes, or correct the name or namespace.',
      example: 'gatewright compile infra/ apps/ -o out',
    },
  }),
  'resolve/unsupported-parent': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `nothing can attach to a parent of kind ${a.kind} here`,
    effect: () => 'Nothing attaches through this field.',
    condition: null,
    explain: {
      cause:
        'Routes attach to Gateways and ListenerSets, and ListenerSets to Gateways; other parents are not supported yet.',
      fix: 'Refer to a Gateway.',
      example: 'parentRefs:\n  - name: edge\n    namespace: infra',
    },
  }),
  'resolve/no-matching-parent': entry<{ readonly parent: string; readonly wanted: string }>({
    severity: 'error',
    message: (a) => `${a.parent} has no usable listener ${a.wanted}`,
    effect: () => 'The route attaches to nothing through this field.',
    condition: { type: 'Accepted', status: 'False', reason: 'NoMatchingParent' },
    explain: {
      cause: 'No listener of the Gateway has the sectionName and port that the parentRef asks for.',
      fix: 'Name an existing listener, or leave sectionName and port out to attach to all.',
      example: 'parentRefs:\n  - name: edge\n    sectionName: https',
    },
  }),
  'resolve/not-allowed': entry<{ readonly parent: string; readonly why: string }>({
    severity: 'error',
    message: (a) => `no listener of ${a.parent} allows this route: ${a.why}`,
    effect: () => 'The route attaches to nothing through this field.',
    condition: { type: 'Accepted', status: 'False', reason: 'NotAllowedByListeners' },
    explain: {
      cause: 'allowedRoutes of the listener excludes the route’s namespace or kind.',
      fix: 'Widen allowedRoutes, or move the route to a namespace that it allows.',
      example:
        'allowedRoutes:\n  namespaces:\n    from: Selector\n    selector:\n      matchLabels:\n        exposed: "true"',
    },
  }),
  'resolve/no-matching-hostname': entry<{ readonly parent: string }>({
    severity: 'error',
    message: (a) => `none of the route’s hostnames is one that ${a.parent} serves here`,
    effect: () => 'The route attaches to nothing through this field.',
    condition: { type: 'Accepted', status: 'False', reason: 'NoMatchingListenerHostname' },
    explain: {
      cause: 'Route and listener both name hostnames, and they do not overlap.',
      fix: 'Use a hostname that the listener’s hostname covers.',
      example: '# listener: hostname: "*.example.com"\nhostnames:\n  - shop.example.com',
    },
  }),
  'resolve/hostname-conflict': entry<{ readonly parent: string; readonly other: string }>({
    severity: 'error',
    message: (a) => `an older ${a.other} has hostnames of this route on ${a.parent}`,
    effect: () => 'The route attaches to nothing on the listeners where it has.',
    condition: { type: 'Accepted', status: 'False', reason: 'HostnameConflict' },
    explain: {
      cause:
        'HTTPRoutes and GRPCRoutes cannot share a hostname of a listener; the older route keeps it, by creation time, then by name (GRPCRouteSpec hostnames).',
      fix: 'Give HTTP and gRPC different hostnames, or match the gRPC paths with an HTTPRoute.',
      example: 'hostnames:\n  - grpc.example.com',
    },
  }),
  'resolve/no-authorization': entry({
    severity: 'error',
    message: () => 'the filter’s authorization server cannot be asked',
    effect: () => 'Requests that the filter applies to get status 500: nobody is let in unasked.',
    condition: null,
    explain: {
      cause:
        'backendRef of an ExternalAuth filter is invalid; the finding beside this one says why.',
      fix: 'Correct the reference.',
      example:
        'externalAuth:\n  protocol: HTTP\n  http: {}\n  backendRef: { name: authz, port: 8080 }',
    },
  }),
  'resolve/filter-in-backend': entry<{ readonly type: string }>({
    severity: 'error',
    message: (a) => `filters of type ${a.type} are not supported in a backendRef`,
    effect: () => 'Requests for this backend get status 500 (gRPC: UNAVAILABLE).',
    condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedValue' },
    explain: {
      cause: 'Of the filters, only header modifiers and URLRewrite can apply to one backend.',
      fix: 'Move the filter to the rule.',
      example: 'rules:\n  - filters:\n      - type: CORS\n        cors: { allowOrigins: ["*"] }',
    },
  }),
  'resolve/no-parent': entry({
    severity: 'warning',
    message: () => 'the route names no parent, so it attaches to nothing',
    effect: null,
    condition: null,
    explain: {
      cause: 'spec.parentRefs is empty.',
      fix: 'Name the Gateway that should serve the route.',
      example: 'parentRefs:\n  - name: edge',
    },
  }),
  'resolve/no-default-gateway': entry({
    severity: 'warning',
    message: () => 'no Gateway of the input is a default Gateway',
    effect: () => 'Nothing attaches through this field.',
    condition: null,
    explain: {
      cause:
        'useDefaultGateways lets a route attach to Gateways with spec.defaultScope (GEP-3793); none has it.',
      fix: 'Compile the default Gateway together with its routes, or name a Gateway in parentRefs.',
      example: 'kind: Gateway\nspec:\n  defaultScope: All',
    },
  }),
  'resolve/unsupported-filter': entry<{ readonly type: string }>({
    severity: 'error',
    message: (a) => `filters of type ${a.type} are not supported`,
    effect: () => 'Requests that the filter applies to get status 500.',
    condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedValue' },
    explain: {
      cause: 'The filter’s type is not one that gatewright serves; skipping it could be unsafe.',
      fix: 'Remove the filter.',
      example:
        'filters:\n  - type: RequestHeaderModifier\n    requestHeaderModifier:\n      set: [{ name: X-Env, value: prod }]',
    },
  }),
  'resolve/repeated-name': entry<{ readonly name: string; readonly what: string }>({
    severity: 'warning',
    message: (a) => `${a.what} ${a.name} is named twice; names of headers do not depend on case`,
    effect: () => 'Only the first entry counts.',
    condition: null,
    explain: {
      cause: 'Two entries of one list mean the same header.',
      fix: 'Remove one of them.',
      example: 'set:\n  - { name: X-Env, value: prod }   # and no x-env beside it',
    },
  }),
  'resolve/rule-without-backend': entry({
    severity: 'warning',
    message: () => 'the rule has no backend that can get anything',
    effect: () => 'Requests get status 500, TCP connections are closed, UDP datagrams dropped.',
    condition: null,
    explain: {
      cause: 'backendRefs is empty or every weight is 0, and no filter answers the request.',
      fix: 'Add a backendRef with a weight above 0, or a RequestRedirect filter.',
      example: 'backendRefs:\n  - name: shop\n    port: 8080',
    },
  }),
  'resolve/further-rule': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `a ${a.kind} has one rule: nothing tells what this one is for`,
    effect: () => 'The rule gets nothing.',
    condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedValue' },
    explain: {
      cause:
        'Releases of Gateway API before 1.6 let these routes have several rules, without saying which of them takes a connection.',
      fix: 'Put all backends into one rule, or make another route of it.',
      example:
        'rules:\n  - backendRefs:\n      - { name: a, port: 5432 }\n      - { name: b, port: 5432 }',
    },
  }),
  'resolve/route-superseded': entry<{ readonly by: string; readonly hosts: string }>({
    severity: 'warning',
    message: (a) =>
      `${a.by} takes precedence${a.hosts === '' ? '' : ` for ${a.hosts}`} on a listener of this Gateway`,
    effect: () => 'This route gets none of those connections.',
    condition: null,
    explain: {
      cause:
        'A connection can go by one route only: by that with the most specific hostname, then by the oldest, then by the first by namespace and name.',
      fix: 'Give each route a listener or hostname of its own, or put the backends into one rule with weights.',
      example: 'parentRefs:\n  - name: edge\n    sectionName: postgres',
    },
  }),
} as const;
