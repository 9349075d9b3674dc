import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runProgram } from '../measure/run-program.mjs';
import { schemaLocation, writeKubeconformSchemas } from './kubeconform-schemas.mjs';

/** @typedef {import('../measure/turns.mjs').Subject} Subject */

/**
 * Programs of others that are measured too, when they are there.
 *
 * @typedef {object} Peers
 * @property {string | null} egctl - path
 * @property {number} egctlMost - largest number of routes that it translates
 * @property {string | null} kubeconform - path
 */

export const egctlName = 'egctl x translate';
export const kubeconformName = 'kubeconform';

/**
 * @param {{ egctl: string | null, kubeconform: string | null, egctlMost: number }} wanted
 * @param {string} path - folders, like $PATH
 * @returns {Peers}
 * @throws Error when a path that was given leads nowhere
 */
export function findPeers({ egctl, kubeconform, egctlMost }, path) {
  return {
    egctl: locate('egctl', egctl, path),
    kubeconform: locate('kubeconform', kubeconform, path),
    egctlMost,
  };
}

/**
 * @param {string} name
 * @param {string | null} given
 * @param {string} path
 * @returns {string | null}
 */
function locate(name, given, path) {
  if (given !== null) {
    if (!existsSync(given)) throw new Error(`no ${name} at ${given}`);
    return given;
  }
  const places = path.split(delimiter).filter((folder) => folder !== '');
  return places.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/**
 * @param {Peers} peers
 * @returns {string[]} what was found, with versions, and what was not
 */
export function describePeers({ egctl, kubeconform, egctlMost }) {
  return [
    egctl === null
      ? 'egctl not measured: not installed'
      : `egctl ${versionOf(egctl, ['version', '--remote=false'])}, up to ${egctlMost} routes`,
    kubeconform === null
      ? 'kubeconform not measured: not installed'
      : `kubeconform ${versionOf(kubeconform, ['-v'])}`,
  ];
}

/**
 * The module's version that Go has recorded in the binary, when the program itself says nothing of use.
 *
 * @param {string} bin
 * @param {readonly string[]} args
 */
function versionOf(bin, args) {
  const said = spawnSync(bin, args, { encoding: 'utf8' }).stdout ?? '';
  const own = /\bv?\d+\.\d+\.\d+\S*/.exec(said);
  if (own !== null) return own[0];
  const built = spawnSync('go', ['version', '-m', bin], { encoding: 'utf8' }).stdout ?? '';
  return /^\tmod\t\S+\t(v\S+)/m.exec(built)?.[1] ?? 'of unknown version';
}

/** Only the classes of this controller are Envoy Gateway's. */
const envoyGateway = 'gateway.envoyproxy.io/gatewayclass-controller';

/**
 * @param {import('./workplace.mjs').Workplace} workplace
 * @param {import('./input.mjs').Input} input
 * @param {Peers} peers
 * @returns {Subject[]}
 */
export function peerSubjects({ root, folder }, input, { egctl, kubeconform, egctlMost }) {
  const subjects = [];
  if (egctl !== null && input.routes <= egctlMost) {
    const file = join(folder, `egctl-${input.routes}.yaml`);
    const text = readFileSync(input.file, 'utf8');
    writeFileSync(file, text.replace(/controllerName: \S+/, `controllerName: ${envoyGateway}`));
    const args = [
      'x',
      'translate',
      '--from',
      'gateway-api',
      '--to',
      'xds',
      '-o',
      'json',
      '-f',
      file,
    ];
    const mostRuns = input.routes >= 1000 ? 1 : 5;
    subjects.push(program(egctlName, { bin: egctl, args, folder, mostRuns }));
  }
  if (kubeconform !== null) {
    const schemas = join(folder, 'kubeconform');
    writeKubeconformSchemas(root, schemas);
    const args = ['-summary', '-schema-location', join(schemas, schemaLocation), input.file];
    const mostRuns = Number.MAX_SAFE_INTEGER;
    subjects.push(program(kubeconformName, { bin: kubeconform, args, folder, mostRuns }));
  }
  return subjects;
}

/**
 * @param {string} name
 * @param {{ bin: string, args: readonly string[], folder: string, mostRuns: number }} what
 * @returns {Subject}
 */
function program(name, { bin, args, folder, mostRuns }) {
  const stdout = join(folder, 'peer-output');
  return {
    name,
    mostRuns,
    run: async () => {
      const { usage, outputBytes } = await runProgram(bin, args, { cwd: folder, stdout });
      if (outputBytes === 0) throw new Error(`${name} printed nothing`);
      return { usage, outputBytes, parts: {} };
    },
  };
}
