/** @typedef {import('./yaml-text.mjs').Value} Value */
/** @typedef {import('./shape.mjs').Shape} Shape */

/**
 * Three rules: the API with its variants; a special path of one of three kinds; a redirect or what takes the rest.
 *
 * @param {Shape} shape
 * @returns {Value[]}
 */
export function rules(shape) {
  const special = [exportRule, legacyRule, adminRule][shape.index % 3];
  return [
    apiRule(shape),
    special(shape),
    shape.index % 4 === 0 ? movedRule(shape) : restRule(shape),
  ];
}

/**
 * @param {Shape} shape
 * @returns {Value}
 */
function apiRule({ base, id, namespace, random, resource, ...shape }) {
  const path = {
    type: 'PathPrefix',
    value: `${base}/api/${random.pick(['v1', 'v2', 'v3'])}/${resource}`,
  };
  const environment = random.pick(['canary', 'staging', 'beta']);
  return {
    name: 'api',
    matches: [
      { path, headers: [{ name: 'x-env', value: environment }] },
      { path, method: random.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) },
      { path },
    ],
    filters: [
      {
        type: 'RequestHeaderModifier',
        requestHeaderModifier: {
          set: [{ name: 'X-Route-Id', value: id }],
          add: [{ name: 'x-forwarded-team', value: namespace }],
          remove: ['x-debug'],
        },
      },
    ],
    timeouts: {
      request: random.pick(['5s', '10s', '30s', '1m']),
      backendRequest: random.pick(['2s', '3s', '4500ms']),
    },
    backendRefs: weightedBackends(shape),
  };
}

/**
 * @param {Shape} shape
 * @returns {Value}
 */
function exportRule({ base, index, random, resource, ...shape }) {
  return {
    name: 'export',
    matches: [
      {
        path: { type: 'Exact', value: `${base}/export/${resource}` },
        queryParams: [
          { name: 'format', value: random.pick(['csv', 'json', 'pdf']) },
          { name: 'tenant', value: `t${index % 97}` },
        ],
      },
    ],
    filters: [
      {
        type: 'URLRewrite',
        urlRewrite: {
          hostname: 'export.internal.example.com',
          path: { type: 'ReplaceFullPath', replaceFullPath: '/internal/export' },
        },
      },
    ],
    backendRefs: [stableBackend(shape)],
  };
}

/**
 * @param {Shape} shape
 * @returns {Value}
 */
function legacyRule({ base, index, resource, ...shape }) {
  return {
    name: 'legacy',
    matches: [{ path: { type: 'PathPrefix', value: `${base}/legacy/${resource}` } }],
    filters: [
      {
        type: 'URLRewrite',
        urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: `/${resource}` } },
      },
      {
        type: 'ResponseHeaderModifier',
        responseHeaderModifier: {
          set: [{ name: 'cache-control', value: `public, max-age=${60 * (1 + (index % 60))}` }],
        },
      },
    ],
    backendRefs: weightedBackends(shape),
  };
}

/**
 * @param {Shape} shape
 * @returns {Value}
 */
function adminRule({ base, id, random, resource, ...shape }) {
  const token = `tok-${random.below(1e9).toString(36)}`;
  return {
    name: 'admin',
    matches: [
      {
        path: { type: 'Exact', value: `${base}/admin/${resource}` },
        method: 'POST',
        headers: [
          { type: 'Exact', name: 'x-admin-token', value: token },
          { name: 'x-region', value: random.pick(['eu', 'us', 'ap']) },
        ],
        queryParams: [{ type: 'Exact', name: 'confirm', value: 'yes' }],
      },
    ],
    filters: [
      {
        type: 'ResponseHeaderModifier',
        responseHeaderModifier: {
          add: [{ name: 'x-served-by', value: `admin-${id}` }],
          remove: ['x-powered-by'],
        },
      },
    ],
    timeouts: { request: '15s' },
    backendRefs: [stableBackend(shape)],
  };
}

/**
 * @param {Shape} shape
 * @returns {Value}
 */
function movedRule({ base, random, resource }) {
  return {
    name: 'moved',
    matches: [
      { path: { type: 'PathPrefix', value: `${base}/old` } },
      { path: { type: 'Exact', value: `${base}/home` } },
    ],
    filters: [
      {
        type: 'RequestRedirect',
        requestRedirect: {
          scheme: 'https',
          hostname: 'www.example.com',
          path: { type: 'ReplaceFullPath', replaceFullPath: `/new/${resource}` },
          statusCode: random.pick([301, 302]),
        },
      },
    ],
  };
}

/**
 * @param {Shape} shape
 * @returns {Value}
 */
function restRule({ base, ...shape }) {
  return {
    name: 'default',
    ...(base === '' ? {} : { matches: [{ path: { type: 'PathPrefix', value: base } }] }),
    filters: [
      {
        type: 'RequestHeaderModifier',
        requestHeaderModifier: { add: [{ name: 'x-default-route', value: 'true' }] },
      },
    ],
    backendRefs: [stableBackend(shape)],
  };
}

/** @typedef {Pick<Shape, 'services' | 'elsewhere' | 'backendNamespace' | 'port'>} Backends */

/**
 * @param {Backends} backends
 * @returns {Value[]}
 */
function weightedBackends(backends) {
  const { services } = backends;
  if (services.length === 1) return [stableBackend(backends)];
  return services.map((name, variant) => ({
    ...backendRef(name, backends),
    weight: variant === 0 ? 90 : 10,
  }));
}

/**
 * @param {Backends} backends
 * @returns {Value}
 */
function stableBackend(backends) {
  return backendRef(backends.services[0], backends);
}

/**
 * @param {string} name
 * @param {Backends} backends
 * @returns {{ readonly [key: string]: Value }}
 */
function backendRef(name, { elsewhere, backendNamespace, port }) {
  return { name, ...(elsewhere ? { namespace: backendNamespace } : {}), port };
}
