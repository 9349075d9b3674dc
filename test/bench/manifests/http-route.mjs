import { gatewayApi } from './infrastructure.mjs';
import { rules } from './rules.mjs';

/**
 * @param {import('./shape.mjs').Shape} shape
 * @returns {import('./infrastructure.mjs').Manifest}
 */
export function httpRoute(shape) {
  const { name, namespace, resource, gateway, index, hostnames } = shape;
  const parent = { name: gateway, namespace: 'infra' };
  return {
    apiVersion: gatewayApi,
    kind: 'HTTPRoute',
    metadata: {
      name,
      namespace,
      labels: { 'app.kubernetes.io/name': resource, 'app.kubernetes.io/part-of': 'shop' },
      annotations: { 'example.com/owner': `${namespace}@example.com` },
    },
    spec: {
      parentRefs: [
        { ...parent, sectionName: 'https' },
        ...(index % 3 === 1 ? [] : [{ ...parent, sectionName: 'http' }]),
      ],
      hostnames,
      rules: rules(shape),
    },
  };
}
