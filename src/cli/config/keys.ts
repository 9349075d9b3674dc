/** Settings of gatewright.yaml that are options, with the names of the options. `paths` and `severity` aside. */
export const configKeys: ReadonlyMap<string, string> = new Map([
  ['channel', 'channel'],
  ['gatewayApiVersion', 'gateway-api-version'],
  ['failOn', 'fail-on'],
  ['maxErrors', 'max-errors'],
  ['certificateDays', 'certificate-days'],
  ['target', 'target'],
  ['nginxVersion', 'nginx-version'],
  ['envoyVersion', 'envoy-version'],
  ['nginxBackendVerification', 'nginx-backend-verification'],
  ['gatewayClass', 'gateway-class'],
  ['clusterDomain', 'cluster-domain'],
  ['resolver', 'resolver'],
  ['endpoint', 'endpoint'],
  ['assumeServices', 'assume-services'],
  ['assumeSecrets', 'assume-secrets'],
  ['portOffset', 'port-offset'],
]);
