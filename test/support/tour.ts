import { spawnSync } from 'node:child_process';
import { run } from '../../src/cli/main.ts';

/** A block of a document that shows a terminal: commands, each with what it prints. */
export interface Session {
  /** Line of the document where the block's content begins, from 0. */
  readonly start: number;
  /** Line after the content. */
  readonly end: number;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly command: string;
  readonly output: string;
}

const prompt = '$ ';

/** The blocks marked `console` of a Markdown document. */
export function sessionsOf(markdown: string): readonly Session[] {
  const lines = markdown.split('\n');
  return lines.flatMap((line, index) => {
    if (line !== '```console') return [];
    const end = lines.indexOf('```', index + 1);
    return [{ start: index + 1, end, steps: stepsOf(lines.slice(index + 1, end)) }];
  });
}

function stepsOf(lines: readonly string[]): readonly Step[] {
  const steps: Step[] = [];
  for (const line of lines) {
    const last = steps.at(-1);
    if (line.startsWith(prompt)) steps.push({ command: line.slice(prompt.length), output: '' });
    else if (last === undefined) throw new Error(`no command stands before: ${line}`);
    else steps[steps.length - 1] = { ...last, output: `${last.output}${line}\n` };
  }
  return steps;
}

/** A document whose sessions were replaced. */
export function withSessions(markdown: string, played: readonly Session[]): string {
  const lines = markdown.split('\n');
  for (const { start, end, steps } of [...played].reverse())
    lines.splice(start, end - start, ...steps.flatMap(linesOf));
  return lines.join('\n');
}

function linesOf({ command, output }: Step): readonly string[] {
  return [`${prompt}${command}`, ...(output === '' ? [] : output.replace(/\n$/, '').split('\n'))];
}

/**
 * Runs the commands of a session one after the other: `gatewright` within this process, everything else by the
 * shell. `echo $?` prints the exit code of the command before; any other command that fails without being
 * followed by it is an error.
 */
export async function play(session: Session, cwd: string): Promise<Session> {
  const steps: Step[] = [];
  let code = 0;
  for (const [index, { command, output: expected }] of session.steps.entries()) {
    const { output, code: next } =
      command === 'echo $?' ? { output: `${code}\n`, code: 0 } : await execute(command, cwd);
    code = next;
    if (code !== 0 && session.steps[index + 1]?.command !== 'echo $?')
      throw new Error(`${command} ended with ${code}:\n${output}`);
    // How long something took is as it was when it was written down.
    steps.push({ command, output: untimed(output) === untimed(expected) ? expected : output });
  }
  return { ...session, steps };
}

function untimed(text: string): string {
  return text.replace(/\b\d+(\.\d+)? (ms|s)\b/g, 'a while');
}

interface Outcome {
  readonly output: string;
  readonly code: number;
}

async function execute(command: string, cwd: string): Promise<Outcome> {
  if (!command.startsWith('gatewright ')) return inShell(command, cwd);
  const start = performance.now();
  let output = '';
  const write = (text: string): void => {
    output += text;
  };
  const sink = { isTerminal: false, write, writeDocument: write };
  const code = await run(wordsOf(command).slice(1), {
    readStdin: () => Promise.resolve(Buffer.from('')),
    stdout: sink,
    stderr: sink,
    cwd,
    env: {},
    clock: () => 0,
    untilInterrupted: () => AbortSignal.abort(),
    now: () => performance.now() - start,
    uninterrupted: (action) => Promise.resolve().then(action),
  });
  return { output, code };
}

function inShell(command: string, cwd: string): Outcome {
  const identity = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com' };
  const env = {
    PATH: process.env['PATH'],
    HOME: cwd,
    LC_ALL: 'C',
    ...identity,
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const done = spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8' });
  return { output: done.stdout + done.stderr, code: done.status ?? 128 };
}

/** Words as a shell takes them apart, of which only quotes are understood. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|"([^"]*)"/g,
      (_, single?: string, double?: string) => single ?? double ?? '',
    ),
  );
}
