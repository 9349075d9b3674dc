/**
 * What to generate.
 *
 * @typedef {object} ManifestOptions
 * @property {number} routes - how many HTTPRoutes
 * @property {number} seed - equal options give equal bytes
 * @property {number} gateways - how many Gateways share the routes, 1 to 4
 * @property {number} httpPort - port of the HTTP listeners
 * @property {number} httpsPort - port of the HTTPS listeners
 * @property {number | null} loopbackPort - all backends are 127.0.0.1 on this port, for runs with real proxies (no
 * API server would take such EndpointSlices); null for addresses as clusters have them
 * @property {boolean} oneHost - one hostname for each Gateway, its routes told apart by path; otherwise by hostname
 * @property {boolean} backendTls - a BackendTLSPolicy for every twentieth route
 */

/**
 * The defaults for a number of routes: small sets have fewer Gateways.
 *
 * @param {number} routes
 * @returns {ManifestOptions}
 */
export function defaultOptions(routes) {
  return {
    routes,
    seed: 42,
    gateways: routes >= 100 ? 4 : routes >= 3 ? 2 : 1,
    httpPort: 80,
    httpsPort: 443,
    loopbackPort: null,
    oneHost: false,
    backendTls: false,
  };
}

/**
 * @param {ManifestOptions} options
 * @returns {number} how many team namespaces there are
 */
export function teamCount({ routes }) {
  return Math.min(20, Math.ceil(routes / 50));
}
