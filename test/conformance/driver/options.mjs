/**
 * What a controller with one proxy for each Gateway would compile with.
 *
 * @param {object} wanted
 * @param {'nginx' | 'envoy'} wanted.target
 * @param {'standard' | 'experimental'} wanted.channel
 * @param {string | null} wanted.controllerName
 * @param {Readonly<Record<string, string>>} wanted.addresses - of each Gateway
 * @param {readonly string[]} wanted.usable - of those that Gateways may ask for
 * @returns {import('../../../src/compile-options.ts').CompileOptions}
 */
export function compileOptions({ target, channel, controllerName, addresses, usable }) {
  return {
    targets: [target],
    channel,
    release: '1.7',
    gateways: [],
    gatewayClass: null,
    controllerName,
    addresses: Object.entries(addresses).map(([gateway, address]) => {
      const [namespace = '', name = ''] = gateway.split('/');
      return { namespace, name, address };
    }),
    usableAddresses: usable,
    // One object's mistake costs only that object.
    keepGoing: true,
    clusterDomain: 'cluster.local',
    endpoints: [],
    assumeSecrets: null,
    assumeServices: false,
    severities: {},
    lint: { now: null, certificateDays: 0 },
    sourceMap: false,
    target: {
      nginxVersion: { major: 1, minor: 28, patch: 0 },
      envoyVersion: { major: 1, minor: 40, patch: 0 },
      portOffset: 0,
      nginxVerification: 'exact',
      pathPolicy: 'strict',
      resolvers: [],
      systemTrust: '/etc/ssl/certs/ca-certificates.crt',
      socketFolder: '/run',
      configRoot: null,
    },
  };
}
