import { teamCount } from './options.mjs';
import { makeRandom } from './random.mjs';

const resources = [
  'orders',
  'users',
  'cart',
  'billing',
  'search',
  'catalog',
  'media',
  'auth',
  'reports',
  'events',
];

/**
 * What is settled about a route before it is written down.
 *
 * @typedef {object} Shape
 * @property {number} index - its number in the set
 * @property {string} id - the number with leading zeros
 * @property {string} resource - what the service is about
 * @property {string} name - of the HTTPRoute and of its Service
 * @property {string} namespace - of the HTTPRoute
 * @property {string} backendNamespace - of its Services
 * @property {boolean} elsewhere - the two differ
 * @property {readonly string[]} services - one, or the stable one and the canary
 * @property {string} gateway
 * @property {readonly string[]} hostnames
 * @property {string} base - what all its paths begin with
 * @property {number} port - of its Services
 * @property {boolean} backendTls
 * @property {import('./random.mjs').Random} random
 */

/**
 * @param {number} index
 * @param {import('./options.mjs').ManifestOptions} options
 * @returns {Shape}
 */
export function shapeOf(index, options) {
  const random = makeRandom(options.seed, index);
  const resource = random.pick(resources);
  const id = String(index).padStart(6, '0');
  const name = `${resource}-${id}`;
  const namespace = `team-${index % teamCount(options)}`;
  const elsewhere = index % 10 === 3;
  const gateway = `gw${index % options.gateways}`;
  const backendTls = options.backendTls && index % 20 === 7;
  return {
    index,
    id,
    resource,
    name,
    namespace,
    elsewhere,
    backendNamespace: elsewhere ? 'shared-services' : namespace,
    services: index % 2 === 1 ? [name, `${name}-canary`] : [name],
    gateway,
    hostnames: hostnames(`${gateway}.example.com`, { index, resource, oneHost: options.oneHost }),
    base: options.oneHost ? `/${name}` : '',
    port: options.loopbackPort ?? (backendTls ? 8443 : 8080),
    backendTls,
    random,
  };
}

/**
 * @param {string} domain
 * @param {{ index: number, resource: string, oneHost: boolean }} route
 * @returns {string[]}
 */
function hostnames(domain, { index, resource, oneHost }) {
  if (oneHost) return [`shop.${domain}`];
  const main = `${resource}-${index}.${domain}`;
  return index % 5 === 0 ? [main, `alt-${index}.${domain}`] : [main];
}
