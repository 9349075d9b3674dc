import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';

/** @typedef {import('./run-node.mjs').Usage} Usage */

/** Milliseconds between two looks at the process. */
const interval = 5;
/** Jiffies to milliseconds: USER_HZ is 100 on every Linux that Node runs on. */
const jiffy = 10;

/**
 * Runs a program that is not Node and measures it. CPU time and memory are read from /proc every few milliseconds, so what
 * happened after the last look is missing; on other systems they are 0.
 *
 * @param {string} bin
 * @param {readonly string[]} args
 * @param {{ cwd: string, stdout: string }} where - stdout: file for its output
 * @returns {Promise<{ usage: Usage, outputBytes: number }>} rejects when it fails
 */
export async function runProgram(bin, args, { cwd, stdout }) {
  const output = openSync(stdout, 'w');
  const errors = openSync(`${stdout}.errors`, 'w');
  const start = performance.now();
  const child = spawn(bin, args, { cwd, stdio: ['ignore', output, errors] });
  let seen = { cpu: 0, peakRss: 0 };
  const timer = setInterval(() => {
    seen = usageOf(child.pid) ?? seen;
  }, interval);
  try {
    const code = await new Promise((resolve, reject) =>
      child.once('exit', resolve).once('error', reject),
    );
    const wall = performance.now() - start;
    if (code !== 0) {
      const words = `${readFileSync(`${stdout}.errors`, 'utf8')}${readFileSync(stdout, 'utf8')}`;
      throw new Error(`${bin} ${args.join(' ')} ended with ${code}:\n${words.slice(-4000)}`);
    }
    return { usage: { wall, ...seen }, outputBytes: statSync(stdout).size };
  } finally {
    clearInterval(timer);
    closeSync(output);
    closeSync(errors);
  }
}

/**
 * @param {number | undefined} pid
 * @returns {{ cpu: number, peakRss: number } | null} null when it has ended or the system has no /proc
 */
function usageOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const peak = /^VmHWM:\s*(\d+) kB$/m.exec(status);
    const cpu = cpuOf(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return peak === null ? null : { cpu, peakRss: Number(peak[1]) * 1024 };
  } catch {
    return null;
  }
}

/**
 * @param {string} stat - text of /proc/PID/stat, see proc(5): utime and stime are fields 14 and 15; the name, field 2, may hold
 * blanks and parentheses
 * @returns {number} milliseconds
 */
export function cpuOf(stat) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * jiffy;
}
