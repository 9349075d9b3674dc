/**
 * What a controller with one proxy for each Gateway would compile with.
 *
 * @param {{ target: 'nginx' | 'envoy', controllerName: string | null, addresses: Readonly<Record<string, string>> }} wanted
 * @returns {import('../../../src/compile-options.ts').CompileOptions}
 */
export function compileOptions({ target, controllerName, addresses }) {
  return {
    targets: [target],
    channel: 'experimental',
    release: '1.7',
    gateways: [],
    gatewayClass: null,
    controllerName,
    addresses: Object.entries(addresses).map(([gateway, address]) => {
      const [namespace = '', name = ''] = gateway.split('/');
      return { namespace, name, address };
    }),
    // One object's mistake costs only that object.
    keepGoing: true,
    clusterDomain: 'cluster.local',
    endpoints: [],
    assumeSecrets: null,
    assumeServices: false,
    severities: {},
    sourceMap: false,
    target: {
      nginxVersion: { major: 1, minor: 28, patch: 0 },
      envoyVersion: { major: 1, minor: 40, patch: 0 },
      portOffset: 0,
      resolvers: [],
      configRoot: null,
    },
  };
}
