import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

const OUTPUT_LIMIT = 1_000_000;
const TERMINATION_GRACE_MS = 2000;

/** A command to start, without a shell. */
export type Command = {
  readonly bin: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to this process's environment. */
  readonly env: Readonly<Record<string, string>>;
};

/** A started process together with all processes it forks. */
export type ProcessGroup = {
  readonly pid: number;
  /** Standard error so far, its last million characters. */
  stderr(): string;
  /** Settles when the process has ended, with its exit code or, when a signal ended it, null. */
  readonly ended: Promise<number | null>;
  /** SIGTERM, then SIGKILL for the whole group after 2 s; settles when the process has ended. */
  stop(): Promise<void>;
};

const running = new Set<number>();
let guarded = false;

/**
 * Starts a process in a group of its own; the group is killed when this process ends.
 *
 * @param command - what to start
 * @returns the process; rejects when the binary cannot be started
 */
export function startProcess(command: Command): Promise<ProcessGroup> {
  guardExit();
  const child = spawn(command.bin, [...command.args], {
    cwd: command.cwd,
    env: { ...process.env, ...command.env },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      const { pid } = child;
      if (pid === undefined) reject(new Error(`${command.bin} has no process id`));
      else resolve(follow(child, pid));
    });
  });
}

function follow(child: ChildProcess, pid: number): ProcessGroup {
  let output = '';
  running.add(pid);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-OUTPUT_LIMIT);
  });
  // Children that outlive the process would keep its standard error open, and so "close" away.
  child.once('exit', () => killGroup(pid));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running.delete(pid);
      resolve(code);
    });
  });
  const stop = async (): Promise<void> => {
    if (!running.has(pid)) return;
    child.kill('SIGTERM');
    const force = setTimeout(() => killGroup(pid), TERMINATION_GRACE_MS);
    await ended;
    clearTimeout(force);
  };
  return { pid, stderr: () => output, ended, stop };
}

/** nginx's workers survive a killed master, hence the whole group. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
}

function guardExit(): void {
  if (guarded) return;
  guarded = true;
  const killAll = (): void => running.forEach(killGroup);
  process.once('exit', killAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      killAll();
      process.kill(process.pid, signal);
    });
  }
}
