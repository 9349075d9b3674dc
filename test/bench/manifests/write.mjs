import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { manifestFiles } from './manifests.mjs';
import { yamlText } from './yaml-text.mjs';

/** @typedef {'single' | 'split'} Layout - one file for all, or one for each route */

/**
 * @typedef {object} Written
 * @property {number} documents
 * @property {number} bytes
 */

/** Text that is gathered before it is written, in UTF-16 units. */
const batch = 1 << 20;

/**
 * Writes manifests below a folder.
 *
 * @param {string} folder - made when it is missing
 * @param {import('./options.mjs').ManifestOptions} options
 * @param {Layout} layout
 * @returns {Written}
 */
export function writeManifests(folder, options, layout) {
  mkdirSync(folder, { recursive: true });
  return layout === 'split' ? writeSplit(folder, options) : writeSingle(folder, options);
}

/**
 * @param {string} folder
 * @param {import('./options.mjs').ManifestOptions} options
 * @returns {Written}
 */
function writeSplit(folder, options) {
  const written = { documents: 0, bytes: 0 };
  for (const { name, documents } of manifestFiles(options)) {
    const text = fileText(documents);
    writeFileSync(join(folder, name), text);
    written.documents += documents.length;
    written.bytes += Buffer.byteLength(text);
  }
  return written;
}

/**
 * @param {string} folder
 * @param {import('./options.mjs').ManifestOptions} options
 * @returns {Written}
 */
function writeSingle(folder, options) {
  const file = openSync(join(folder, 'all.yaml'), 'w');
  const written = { documents: 0, bytes: 0 };
  let text = '';
  const flush = () => {
    written.bytes += writeSync(file, text);
    text = '';
  };
  try {
    for (const { documents } of manifestFiles(options)) {
      text += `${written.documents === 0 ? '' : '---\n'}${fileText(documents)}`;
      written.documents += documents.length;
      if (text.length > batch) flush();
    }
    flush();
  } finally {
    closeSync(file);
  }
  return written;
}

/**
 * @param {readonly import('./infrastructure.mjs').Manifest[]} documents
 * @returns {string}
 */
function fileText(documents) {
  return documents.map(yamlText).join('---\n');
}
