import { stringify } from 'yaml';

/**
 * The account that a Gateway's proxy would run as in a cluster: what is deployed for a Gateway carries the labels
 * and annotations that it asks for (GEP-1867), and the Gateway's name (GEP-1762).
 *
 * @param {import('../../../src/compile-options.ts').GatewayOutput} output
 */
export function serviceAccount({ gateway, metadata }) {
  return stringify({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: `${gateway.name}-gatewright`,
      namespace: gateway.namespace,
      labels: {
        ...Object.fromEntries(metadata.labels),
        'gateway.networking.k8s.io/gateway-name': gateway.name,
      },
      annotations: Object.fromEntries(metadata.annotations),
    },
  });
}
