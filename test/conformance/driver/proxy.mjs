import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const startLimit = 10_000;

const commands = {
  nginx: ['-p', '.', '-c', 'nginx.conf', '-e', 'stderr', '-g', 'daemon off; user root;'],
  envoy: ['-c', 'envoy.json', '--disable-hot-restart', '--concurrency', '1', '-l', 'error'],
};

/**
 * Starts a proxy in a Gateway's folder.
 *
 * @param {{ target: 'nginx' | 'envoy', bin: string, env: Readonly<Record<string, string>> }} launch
 * @param {string} folder
 * @param {{ address: string, ports: readonly import('../../../src/compile-options.ts').ServedPort[] }} sockets - that
 *   must be open before it counts as started
 * @returns {Promise<() => Promise<void>>} stops it
 */
export async function startProxy({ target, bin, env }, folder, { address, ports }) {
  const child = spawn(bin, commands[target], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  let alive = true;
  void ended.then(() => {
    alive = false;
  });
  const stop = async () => {
    child.kill('SIGTERM');
    void wait(3000, undefined, { ref: false }).then(() => alive && child.kill('SIGKILL'));
    if (alive) await ended;
  };
  const deadline = Date.now() + startLimit;
  for (const { transport, port } of ports)
    while (!(transport === 'udp' ? receives(address, port) : await accepts(address, port))) {
      if (!alive || Date.now() > deadline) {
        await stop();
        throw new Error(`${target} in ${folder} does not serve ${address}:${String(port)}`);
      }
      await wait(15);
    }
  return stop;
}

/** @returns {Promise<boolean>} whether somebody listens */
function accepts(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** @returns {boolean} whether somebody has bound a UDP port: no datagram would be answered by the proxy itself */
function receives(host, port) {
  const bytes = host.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  const local = `${bytes.reverse().join('')}:${port.toString(16).padStart(4, '0')}`.toUpperCase();
  return readFileSync('/proc/net/udp', 'utf8').includes(` ${local} `);
}
