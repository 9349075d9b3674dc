import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defaultOptions } from '../manifests/options.mjs';
import { writeManifests } from '../manifests/write.mjs';

/**
 * Generated manifests of one size.
 *
 * @typedef {object} Input
 * @property {number} routes
 * @property {number} documents
 * @property {number} bytes
 * @property {string} folder - holds nothing else
 * @property {string} file - all manifests
 */

/**
 * @param {number} routes
 * @param {import('./workplace.mjs').Workplace} workplace
 * @returns {Input}
 */
export function makeInput(routes, workplace) {
  const folder = join(workplace.folder, `manifests-${routes}`);
  const written = writeManifests(folder, defaultOptions(routes), 'single');
  return { routes, ...written, folder, file: join(folder, 'all.yaml') };
}

/** @param {Input} input */
export function dropInput({ folder }) {
  rmSync(folder, { recursive: true, force: true });
}
