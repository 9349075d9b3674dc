import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeManifests } from '../manifests/write.mjs';
import { runNode } from '../measure/run-node.mjs';
import { handWrittenEnvoy, handWrittenNginx } from './hand-written.mjs';

/** @typedef {import('../../support/proxies/install.mjs').Launch['target']} Target */

/**
 * Compiles generated manifests for one proxy.
 *
 * @param {string} folder - to work in
 * @param {import('../manifests/options.mjs').ManifestOptions} options - with one Gateway
 * @param {{ bin: string, target: Target }} compiler
 * @returns {string} the folder that the proxy starts in
 */
export function compiledConfiguration(folder, options, { bin, target }) {
  writeManifests(join(folder, 'manifests'), options, 'single');
  const output = join(folder, 'compiled');
  runNode([bin, 'compile', join(folder, 'manifests'), '--target', target, '-o', output], folder);
  const gateway = join(output, 'infra', 'gw0');
  if (target === 'nginx') useOneWorker(join(gateway, 'nginx.conf'));
  return gateway;
}

// Envoy takes the number of workers from the command line.
function useOneWorker(file) {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(/^worker_processes auto;$/m, 'worker_processes 1;');
  if (changed === text) throw new Error(`${file} does not say how many workers there are`);
  writeFileSync(file, changed);
}

/**
 * @param {string} folder - made for it
 * @param {{ target: Target, port: number, backend: number }} what
 * @returns {string} the folder
 */
export function handWrittenConfiguration(folder, { target, port, backend }) {
  return target === 'nginx'
    ? configuration(folder, 'nginx.conf', handWrittenNginx(port, backend))
    : configuration(folder, 'envoy.json', handWrittenEnvoy(port, backend));
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {string} text
 * @returns {string} the folder
 */
export function configuration(folder, name, text) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return folder;
}
