import { run } from './command.mjs';

/**
 * @param {string} bin - an nginx binary
 * @param {Readonly<Record<string, string>>} [env] - environment it needs
 * @returns {Promise<string>} its version number
 */
export async function nginxVersion(bin, env = {}) {
  const { stderr } = await run(bin, ['-v'], { env });
  return firstMatch(/nginx\/(\d+\.\d+\.\d+)/, stderr, bin);
}

/**
 * @param {string} bin - an nginx binary
 * @returns {Promise<string | null>} the folder of loadable modules it was built for
 */
export async function nginxModules(bin) {
  const { stderr } = await run(bin, ['-V']);
  return /--modules-path=(\S+)/.exec(stderr)?.[1] ?? null;
}

/**
 * @param {string} bin - an Envoy binary
 * @returns {Promise<string>} its version number
 */
export async function envoyVersion(bin) {
  const { stdout } = await run(bin, ['--version']);
  return firstMatch(/\/(\d+\.\d+\.\d+)[^/]*\//, stdout, bin);
}

/**
 * @param {RegExp} pattern
 * @param {string} text
 * @param {string} bin
 */
function firstMatch(pattern, text, bin) {
  const version = pattern.exec(text)?.[1];
  if (version === undefined) throw new Error(`${bin} does not tell its version: ${text.trim()}`);
  return version;
}
