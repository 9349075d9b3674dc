import { execFile } from 'node:child_process';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { libraryFolders, unpackDebianPackages } from '../../support/proxies/install/apt.mjs';
import { libraryEnvironment } from '../../support/proxies/install/cache.mjs';

const run = promisify(execFile);

/**
 * A request that is repeated.
 *
 * @typedef {object} LoadRequest
 * @property {string} method
 * @property {string} path - with the query
 * @property {Readonly<Record<string, string>>} headers
 */

/**
 * @typedef {object} Load
 * @property {number} requests
 * @property {number} requestsPerSecond
 * @property {number} p99 - milliseconds
 */

/** Sends one request over and over. @typedef {(port: number, request: LoadRequest, seconds: number) => Promise<Load>} Generator */

/** Connections that are kept busy. */
const connections = 32;

/**
 * wrk from PATH, else Debian's package, unpacked below a folder.
 *
 * @param {string} cache
 * @returns {Promise<Generator>}
 */
export async function findWrk(cache) {
  const { bin, env } = await locateWrk(cache);
  return async (port, request, seconds) => {
    const script = join(cache, 'request.lua');
    await writeFile(script, luaScript(request));
    const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', script];
    const { stdout } = await run(bin, [...options, `http://127.0.0.1:${port}/`], {
      env: { ...process.env, ...env },
    });
    return readResult(stdout);
  };
}

/**
 * @param {string} cache
 * @returns {Promise<{ bin: string, env: Readonly<Record<string, string>> }>}
 */
async function locateWrk(cache) {
  const installed = await run('which', ['wrk']).catch(() => null);
  if (installed !== null) return { bin: installed.stdout.trim(), env: {} };
  const folder = join(cache, 'wrk');
  const bin = join(folder, 'usr', 'bin', 'wrk');
  if (!(await exists(bin))) await unpackDebianPackages(['wrk', 'libluajit-5.1-2'], folder);
  return { bin, env: libraryEnvironment(folder, await libraryFolders(folder, '.so')) };
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * @param {LoadRequest} request
 * @returns {string}
 */
function luaScript({ method, path, headers }) {
  const lines = Object.entries(headers).map(
    ([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}\n`,
  );
  return `wrk.method = ${JSON.stringify(method)}\nwrk.path = ${JSON.stringify(path)}\n${lines.join('')}`;
}

const milliseconds = new Map([
  ['us', 0.001],
  ['ms', 1],
  ['s', 1000],
]);

/**
 * Reads what wrk prints.
 *
 * @param {string} text
 * @returns {Load}
 * @throws Error when some requests were not answered with success, or the text is not wrk's
 */
export function readResult(text) {
  const failures = /^ *(?:Non-2xx or 3xx responses|Socket errors):.*$/m.exec(text);
  if (failures !== null) throw new Error(`wrk: ${failures[0].trim()}`);
  const rate = /^Requests\/sec:\s+([\d.]+)$/m.exec(text);
  const p99 = /^ +99%\s+([\d.]+)(us|ms|s)$/m.exec(text);
  const count = /^ +(\d+) requests in /m.exec(text);
  if (rate === null || p99 === null || count === null)
    throw new Error(`not a report of wrk:\n${text}`);
  const [, value, unit] = p99;
  return {
    requests: Number(count[1]),
    requestsPerSecond: Number(rate[1]),
    p99: Number(value) * milliseconds.get(unit),
  };
}
