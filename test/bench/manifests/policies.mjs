import { gatewayApi } from './infrastructure.mjs';

/** @typedef {import('./infrastructure.mjs').Manifest} Manifest */
/** @typedef {import('./shape.mjs').Shape} Shape */

/**
 * What a route needs besides its Services: a ReferenceGrant for Services elsewhere, TLS towards them.
 *
 * @param {Shape} shape
 * @returns {Manifest[]}
 */
export function policies(shape) {
  return [
    ...(shape.elsewhere ? [serviceGrant(shape)] : []),
    ...(shape.backendTls ? [backendTlsPolicy(shape)] : []),
  ];
}

/**
 * @param {Shape} shape
 * @returns {Manifest}
 */
function serviceGrant({ name, namespace, backendNamespace, services }) {
  return {
    apiVersion: gatewayApi,
    kind: 'ReferenceGrant',
    metadata: { name: `${name}-from-${namespace}`, namespace: backendNamespace },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace }],
      to: services.map((service) => ({ group: '', kind: 'Service', name: service })),
    },
  };
}

/**
 * @param {Shape} shape
 * @returns {Manifest}
 */
function backendTlsPolicy({ name, backendNamespace, services }) {
  return {
    apiVersion: gatewayApi,
    kind: 'BackendTLSPolicy',
    metadata: { name: `${name}-tls`, namespace: backendNamespace },
    spec: {
      targetRefs: services.map((service) => ({ group: '', kind: 'Service', name: service })),
      validation: {
        caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'backend-ca' }],
        hostname: `${name}.backend.example.com`,
      },
    },
  };
}
