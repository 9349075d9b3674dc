import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { TargetName } from '../../diagnostics/diagnostic.ts';
import { CliError } from '../cli-error.ts';
import { cleanUpAtEnd } from './clean-up.ts';

/** Milliseconds that a proxy may take to start, and to stop. */
const startLimit = 20_000;
const stopLimit = 3000;

const commands = {
  nginx: (folder: string) => [
    ...['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'],
    // A root master would give its workers to a user who cannot enter the folder.
    ...['-g', `daemon off;${process.getuid?.() === 0 ? ' user root;' : ''}`],
  ],
  envoy: () => [
    '-c',
    'envoy.json',
    '--log-level',
    'warn',
    '--disable-hot-restart',
    '--concurrency',
    '1',
  ],
} satisfies Record<TargetName, (folder: string) => readonly string[]>;

/**
 * Lets a proxy serve what a folder holds.
 *
 * @param ports - TCP ports on 127.0.0.1 that accept once it has started
 * @returns what stops it
 * @throws CliError with what it says, when it ends or does not accept in time.
 */
export async function startProxy(
  target: TargetName,
  binary: string,
  folder: string,
  ports: readonly number[],
): Promise<() => Promise<void>> {
  const child = spawn(binary, commands[target](folder), {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-20_000);
  });
  const takeBack = cleanUpAtEnd(() => {
    child.kill('SIGTERM');
  });
  let over = false;
  const hasEnded = (): boolean => over;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      takeBack();
      resolve();
    };
    child.once('exit', end);
    child.once('error', (error) => {
      output += error.message;
      end();
    });
  });
  const stop = () => stopChild(child, ended, hasEnded);
  const deadline = performance.now() + startLimit;
  for (const port of ports)
    while (!(await accepts(port))) {
      if (!hasEnded() && performance.now() < deadline) {
        await wait(30);
        continue;
      }
      const what = hasEnded() ? 'ended' : `does not accept on port ${String(port)}`;
      await stop();
      throw new CliError(`${target} ${what}`, null, output.trim().split('\n').slice(-15));
    }
  return stop;
}

async function stopChild(
  child: ChildProcess,
  ended: Promise<void>,
  hasEnded: () => boolean,
): Promise<void> {
  if (hasEnded()) return;
  child.kill('SIGTERM');
  await Promise.race([ended, wait(stopLimit, undefined, { ref: false })]);
  if (!hasEnded()) child.kill('SIGKILL');
  await ended;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
  });
}
