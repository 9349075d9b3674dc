import { certificate, privateKey } from './certificate.mjs';
import { teamCount } from './options.mjs';

/** @typedef {import('./yaml-text.mjs').Value} Value */
/** @typedef {{ readonly [key: string]: Value }} Manifest */

export const gatewayApi = 'gateway.networking.k8s.io/v1';

/**
 * What the platform's owners keep: the class, the Gateways with their certificates, the namespaces.
 *
 * @param {import('./options.mjs').ManifestOptions} options
 * @returns {Manifest[]}
 */
export function infrastructure(options) {
  const teams = Array.from({ length: teamCount(options) }, (_, team) => `team-${team}`);
  const workloads = ['shared-services', ...teams];
  return [
    gatewayClass,
    ...['infra', 'certs', ...workloads].map(namespace),
    ...Array.from({ length: options.gateways }, (_, index) => gatewaySet(index, options)).flat(),
    ...(options.backendTls ? workloads.map(backendAuthority) : []),
  ];
}

/** @type {Manifest} */
const gatewayClass = {
  apiVersion: gatewayApi,
  kind: 'GatewayClass',
  metadata: { name: 'edge' },
  spec: { controllerName: 'example.com/gateway-controller', description: 'Edge gateways' },
};

/**
 * @param {string} name
 * @returns {Manifest}
 */
function namespace(name) {
  const labels = { 'kubernetes.io/metadata.name': name, 'edge.example.com/exposed': 'true' };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/**
 * A Gateway and its certificate, which every other one keeps in another namespace.
 *
 * @param {number} index
 * @param {import('./options.mjs').ManifestOptions} ports
 * @returns {Manifest[]}
 */
function gatewaySet(index, ports) {
  const elsewhere = index % 2 === 1;
  const name = `gw${index}`;
  const secret = `wildcard-${name}`;
  return [
    tlsSecret(secret, elsewhere ? 'certs' : 'infra'),
    ...(elsewhere ? [certificateGrant(name, secret)] : []),
    {
      apiVersion: gatewayApi,
      kind: 'Gateway',
      metadata: {
        name,
        namespace: 'infra',
        labels: { 'app.kubernetes.io/managed-by': 'platform' },
      },
      spec: {
        gatewayClassName: 'edge',
        listeners: listeners(
          name,
          { name: secret, ...(elsewhere ? { namespace: 'certs' } : {}) },
          ports,
        ),
      },
    },
  ];
}

/**
 * @param {string} gateway
 * @param {{ readonly [key: string]: Value }} reference - of the certificate
 * @param {import('./options.mjs').ManifestOptions} ports
 * @returns {Value}
 */
function listeners(gateway, reference, { httpPort, httpsPort }) {
  const allowedRoutes = { namespaces: { from: 'All' } };
  return [
    { name: 'http', protocol: 'HTTP', port: httpPort, allowedRoutes },
    {
      name: 'https',
      protocol: 'HTTPS',
      port: httpsPort,
      hostname: `*.${gateway}.example.com`,
      tls: { mode: 'Terminate', certificateRefs: [reference] },
      allowedRoutes,
    },
    {
      name: 'https-any',
      protocol: 'HTTPS',
      port: httpsPort,
      hostname: '*.example.com',
      tls: { certificateRefs: [{ kind: 'Secret', group: '', ...reference }] },
      allowedRoutes,
    },
  ];
}

/**
 * @param {string} name
 * @param {string} namespace
 * @returns {Manifest}
 */
function tlsSecret(name, namespace) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': base64(certificate), 'tls.key': base64(privateKey) },
  };
}

/**
 * @param {string} gateway
 * @param {string} secret
 * @returns {Manifest}
 */
function certificateGrant(gateway, secret) {
  return {
    apiVersion: gatewayApi,
    kind: 'ReferenceGrant',
    metadata: { name: `${gateway}-certificate`, namespace: 'certs' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra' }],
      to: [{ group: '', kind: 'Secret', name: secret }],
    },
  };
}

/**
 * The ConfigMap that BackendTLSPolicies of a namespace refer to.
 *
 * @param {string} namespace
 * @returns {Manifest}
 */
function backendAuthority(namespace) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'backend-ca', namespace },
    data: { 'ca.crt': certificate },
  };
}

/**
 * @param {string} text
 * @returns {string}
 */
function base64(text) {
  return Buffer.from(text).toString('base64');
}
