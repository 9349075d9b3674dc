import { resolve } from 'node:path';
import { envoyCheck, envoyServe } from './envoy.ts';
import { ensureProxies } from './install.mjs';
import type { Launch } from './install.mjs';
import { accepts, firstRefusing } from './listening.ts';
import { nginxCheck, nginxServe } from './nginx.ts';
import { startProcess } from './processes.ts';
import type { Command } from './processes.ts';

const START_LIMIT_MS = 20_000;
const CHECK_LIMIT_MS = 60_000;

/** What a proxy says about a configuration; warnings are on `stderr` of a valid one too. */
export type CheckResult =
  | { readonly kind: 'valid'; readonly stderr: string }
  | { readonly kind: 'invalid'; readonly exitCode: number | null; readonly stderr: string };

/** A proxy that serves a configuration. */
export type RunningProxy = {
  readonly pid: number;
  /** Standard error so far. */
  stderr(): string;
  /** Stops the proxy and everything it forked; does nothing the second time. */
  stop(): Promise<void>;
};

/** A real proxy of one version. */
export type Proxy = Pick<Launch, 'name' | 'target' | 'version' | 'modulesPath'> & {
  /**
   * Lets the proxy judge the configuration in a folder (`nginx.conf` or `envoy.json`).
   *
   * @param dir - the folder
   */
  check(dir: string): Promise<CheckResult>;
  /**
   * Serves the configuration in a folder.
   *
   * @param dir - the folder
   * @param ports - TCP ports that must accept on 127.0.0.1 before the proxy counts as started
   * @returns the running proxy; rejects, with the proxy's standard error, when it ends before that or
   * takes longer than 20 s, and when a port is taken already
   */
  start(dir: string, ports: readonly number[]): Promise<RunningProxy>;
};

/**
 * The proxies every emitted configuration is tested on, installed first when they are missing.
 *
 * @returns nginx 1.22, nginx 1.28 and Envoy; rejects with what to install by hand
 */
export async function listProxies(): Promise<readonly Proxy[]> {
  return (await ensureProxies()).map(toProxy);
}

function toProxy(launch: Launch): Proxy {
  const { name, target, version, modulesPath } = launch;
  const isNginx = target === 'nginx';
  return {
    name,
    target,
    version,
    modulesPath,
    check: async (dir) => {
      const folder = resolve(dir);
      return check(isNginx ? await nginxCheck(launch, folder) : envoyCheck(launch, folder));
    },
    start: async (dir, ports) => {
      const folder = resolve(dir);
      return start(isNginx ? await nginxServe(launch, folder) : envoyServe(launch, folder), ports);
    },
  };
}

async function check(command: Command): Promise<CheckResult> {
  const group = await startProcess(command);
  const limit = setTimeout(() => void group.stop(), CHECK_LIMIT_MS);
  const exitCode = await group.ended;
  clearTimeout(limit);
  const stderr = group.stderr();
  return exitCode === 0 ? { kind: 'valid', stderr } : { kind: 'invalid', exitCode, stderr };
}

async function start(command: Command, ports: readonly number[]): Promise<RunningProxy> {
  for (const port of ports) {
    if (await accepts(port)) throw new Error(`port ${port} is taken before the proxy starts`);
  }
  const group = await startProcess(command);
  const ending = new AbortController();
  void group.ended.then(() => ending.abort());
  const deadline = Date.now() + START_LIMIT_MS;
  const refusing = await firstRefusing(ports, { deadline, ended: ending.signal });
  if (refusing === undefined && !ending.signal.aborted) {
    return { pid: group.pid, stderr: group.stderr, stop: group.stop };
  }
  const ended = ending.signal.aborted;
  await group.stop();
  const problem = ended ? 'ended before it served' : `does not accept on port ${refusing}`;
  throw new Error(`${command.bin} ${problem}:\n${group.stderr()}`);
}
