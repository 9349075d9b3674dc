import { URLSearchParams } from 'node:url';
import { httpRoute } from '../manifests/http-route.mjs';
import { shapeOf } from '../manifests/shape.mjs';
import { headerName, plainName } from './names.mjs';

/** @typedef {import('./wrk.mjs').LoadRequest} LoadRequest */

/**
 * Has a rule with a header match, one with header and query matches, one with neither, and is attached to the HTTP
 * listener.
 */
const exemplary = 2;

/**
 * A request, and what shows that the rule it is meant for took it.
 *
 * @typedef {object} ProvenRequest
 * @property {LoadRequest} request
 * @property {string} proof - part of the response, headers included
 */

/**
 * Requests that take the different ways through a generated configuration, by what they show. They fit the manifests of
 * the same options, and a backend that answers with `backendBody`.
 *
 * @param {import('../manifests/options.mjs').ManifestOptions} options - with more than two routes
 * @returns {ReadonlyMap<string, ProvenRequest>}
 */
export function exemplaryRequests(options) {
  return new Map([
    [plainName, plainRequest(exemplary, options)],
    [headerName, apiRequest(options)],
    ['header and query match', adminRequest(options)],
    ['last route', plainRequest(options.routes - 1, options)],
  ]);
}

/** For a backend that is NGINX: tells which headers a rule has added. */
export const backendBody = 'route=$http_x_route_id; rest=$http_x_default_route;';

/**
 * A request for the rule that takes what the route's other rules leave.
 *
 * @param {number} index
 * @param {import('../manifests/options.mjs').ManifestOptions} options
 * @returns {ProvenRequest}
 */
function plainRequest(index, options) {
  const { base, hostnames } = shapeOf(index, options);
  const headers = { Host: hostnames[0] };
  return {
    request: { method: 'GET', path: `${base}/item`, headers },
    proof: 'route=; rest=true;',
  };
}

/**
 * @param {import('../manifests/options.mjs').ManifestOptions} options
 * @returns {ProvenRequest}
 */
function apiRequest(options) {
  const { hostnames, id } = shapeOf(exemplary, options);
  const { path, headers } = matchOf(exemplary, 'api', options);
  return {
    request: {
      method: 'GET',
      path: path.value,
      headers: { Host: hostnames[0], ...pairs(headers) },
    },
    proof: `route=${id}; rest=;`,
  };
}

/**
 * @param {import('../manifests/options.mjs').ManifestOptions} options
 * @returns {ProvenRequest}
 */
function adminRequest(options) {
  const { hostnames, id } = shapeOf(exemplary, options);
  const { path, method, headers, queryParams } = matchOf(exemplary, 'admin', options);
  return {
    request: {
      method,
      path: `${path.value}?${new URLSearchParams(pairs(queryParams))}`,
      headers: { Host: hostnames[0], ...pairs(headers), 'Content-Length': '0' },
    },
    proof: `x-served-by: admin-${id}`,
  };
}

/**
 * @param {number} index
 * @param {string} name - of the rule whose first match is wanted
 * @param {import('../manifests/options.mjs').ManifestOptions} options
 */
function matchOf(index, name, options) {
  const { spec } = httpRoute(shapeOf(index, options));
  return spec.rules.find((rule) => rule.name === name).matches[0];
}

/**
 * @param {readonly { name: string, value: string }[]} list
 * @returns {Record<string, string>}
 */
function pairs(list) {
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}
