/** @typedef {import('./infrastructure.mjs').Manifest} Manifest */
/** @typedef {import('./shape.mjs').Shape} Shape */

/**
 * The Services of a route, each with its EndpointSlice.
 *
 * @param {Shape} shape
 * @param {import('./options.mjs').ManifestOptions} options
 * @returns {Manifest[]}
 */
export function services(shape, { loopbackPort }) {
  return shape.services.flatMap((name, variant) => {
    const addresses = loopbackPort === null ? podAddresses(shape.index, variant) : ['127.0.0.1'];
    return [service(name, shape), endpointSlice(name, addresses, shape)];
  });
}

/**
 * @param {number} index
 * @param {number} variant
 * @returns {string[]}
 */
function podAddresses(index, variant) {
  const net = `10.${20 + variant}.${(index >> 6) & 255}`;
  return [0, 1, 2].map((pod) => `${net}.${(index & 63) * 4 + pod}`);
}

/**
 * @param {string} name
 * @param {Shape} shape
 * @returns {Manifest}
 */
function service(name, { index, backendNamespace, port }) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: backendNamespace, labels: { app: name } },
    spec: {
      type: 'ClusterIP',
      clusterIP: `10.96.${(index >> 8) & 255}.${index & 255}`,
      selector: { app: name },
      ports: [{ name: 'http', port, targetPort: port, protocol: 'TCP' }],
    },
  };
}

/**
 * @param {string} name
 * @param {readonly string[]} addresses
 * @param {Shape} shape
 * @returns {Manifest}
 */
function endpointSlice(name, addresses, { index, backendNamespace, port }) {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${name}-x7k2p`,
      namespace: backendNamespace,
      labels: { 'kubernetes.io/service-name': name },
    },
    addressType: 'IPv4',
    ports: [{ name: 'http', port, protocol: 'TCP' }],
    endpoints: addresses.map((address, pod) => ({
      addresses: [address],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: `node-${(index + pod) % 40}`,
      zone: `eu-west-1${'abc'.charAt(pod)}`,
    })),
  };
}
