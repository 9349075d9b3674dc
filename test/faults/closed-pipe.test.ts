import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { repository } from '../support/fixtures.ts';
import { program } from './support/built.ts';

const tour = join(repository, 'fixtures/tour');
const url = 'http://shop.example.com/cart';

/** A command line for each command, and more where formats have ways of their own. */
const lines: Readonly<Record<string, readonly (readonly string[])[]>> = {
  compile: [
    ['compile', tour, '--target', 'envoy'],
    ['compile', tour, '-o', 'OUT'],
    ['compile', tour, '-o', 'OUT', '--format', 'sarif'],
  ],
  validate: [
    ['validate', tour],
    ...['json', 'sarif', 'junit', 'github', 'gitlab'].map((format) => [
      ...['validate', tour, '--format', format],
    ]),
  ],
  status: [['status', tour]],
  trace: [['trace', tour, url]],
  test: [['test', join(repository, 'fixtures/route-tests/tour.yaml')]],
  diff: [['diff', join(repository, 'fixtures/quickstart'), tour]],
  explain: [['explain']],
  get: [['get', 'httproutes', '-A', '--from', tour]],
  describe: [['describe', 'httproute/shop', '-n', 'shop', '--from', tour]],
  graph: [['graph', tour]],
  krm: [['krm']],
  completion: [['completion', 'bash']],
};

/** What `krm` is given. */
const list = `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items: []
`;

const all = commands.flatMap(({ name }) => lines[name] ?? [[`no line for ${name}`]]);

/** Runs a command whose reader has gone before it writes. */
async function runWithout(closed: 'stdout' | 'stderr', args: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Most commands end without looking at it.
  child.stdin.on('error', () => undefined).end(args[0] === 'krm' ? list : '');
  child[closed].destroy();
  let other = '';
  const open = closed === 'stdout' ? child.stderr : child.stdout;
  open.setEncoding('utf8').on('data', (text: string) => (other += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, other };
}

test.each(all.map((args) => [args.join(' ').replaceAll(repository, ''), args] as const))(
  '%s is quiet when nobody reads any more',
  async (_, args) => {
    const folder = temporaryFolder();
    const without = await runWithout('stdout', args, folder);
    const prints = !args.includes('OUT') || args.includes('sarif');
    const silent = args[0] === 'validate' && !args.includes('--format');
    expect(without.code).toBe(prints && !silent ? 141 : 0);
    expect(without.other).not.toMatch(/^ +at |EPIPE|internal error/m);
    const mute = await runWithout('stderr', args, folder);
    expect([0, 1, 3, 141]).toContain(mute.code);
    expect(mute.other).not.toMatch(/^ +at |EPIPE|internal error/m);
    for (const name of readdirSync(folder))
      expect(readdirSync(join(folder, name)).sort()).toEqual(['.gatewright.json', 'shop']);
  },
);
