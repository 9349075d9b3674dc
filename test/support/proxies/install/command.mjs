import { spawn } from 'node:child_process';

const OUTPUT_TAIL = 4000;

/**
 * A failed installation step. `remedy` tells a person what to install by hand.
 *
 * @param {string} problem - what went wrong
 * @param {string} remedy - what to do about it
 * @returns {Error} an error whose message holds both
 */
export function installFailure(problem, remedy) {
  return new Error(`${problem.trim()}\n  By hand: ${remedy}`);
}

/**
 * Runs a command to its end without a shell.
 *
 * @param {string} command - program name or path
 * @param {readonly string[]} args - its arguments
 * @param {{ cwd?: string, env?: Readonly<Record<string, string>> }} [options] - `env` is added to this process's environment
 * @returns {Promise<{ readonly stdout: string, readonly stderr: string }>} its output; rejects when it cannot start or exits non-zero
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.once('error', (error) => reject(new Error(`${command}: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) return resolve({ stdout, stderr });
      const tail = (stderr.trim() || stdout.trim()).slice(-OUTPUT_TAIL);
      reject(new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}:\n${tail}`));
    });
  });
}

/**
 * @param {string} command - program name or path
 * @returns {Promise<boolean>} whether the program starts at all when asked for its version
 */
export async function isRunnable(command) {
  return run(command, ['--version']).then(
    () => true,
    () => false,
  );
}
