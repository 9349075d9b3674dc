import { httpRoute } from './http-route.mjs';
import { infrastructure } from './infrastructure.mjs';
import { policies } from './policies.mjs';
import { services } from './services.mjs';
import { shapeOf } from './shape.mjs';

/**
 * Documents that belong together.
 *
 * @typedef {object} ManifestFile
 * @property {string} name - of the file, when each has one
 * @property {readonly import('./infrastructure.mjs').Manifest[]} documents
 */

/**
 * Realistic manifests, as a platform's repository holds them: first what is shared, then each route with its
 * Services and policies.
 *
 * @param {import('./options.mjs').ManifestOptions} options
 * @returns {Generator<ManifestFile>}
 */
export function* manifestFiles(options) {
  yield { name: '00-infrastructure.yaml', documents: infrastructure(options) };
  for (let index = 0; index < options.routes; index += 1) {
    const shape = shapeOf(index, options);
    const documents = [httpRoute(shape), ...services(shape, options), ...policies(shape)];
    yield { name: `route-${shape.id}.yaml`, documents };
  }
}
