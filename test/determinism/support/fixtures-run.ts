import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { SourceFile } from '../../../src/source/source-file.ts';
import { program } from '../../faults/support/built.ts';
import { listFixtures } from '../../support/fixtures.ts';
import { ensureNode, type majors } from '../../support/nodes/install.mjs';

/** How the fixtures are compiled: everything that must make no difference. */
export interface Variant {
  /** A major version; the running one unless it is given. */
  readonly node?: (typeof majors)[number];
  readonly env?: Readonly<Record<string, string>>;
  readonly umask?: number;
  /** Absolute paths on the command line instead of relative ones, the last one first. */
  readonly absolute?: boolean;
  readonly rewrite?: (files: readonly SourceFile[]) => readonly SourceFile[];
}

/** Every file that a run wrote, by `<fixture>/<path>`, and what it printed. */
export type Outcome = ReadonlyMap<string, string>;

const options = [
  ...['--channel', 'experimental', '--assume-services', '--resolver', '10.96.0.10'],
  ...['--keep-going', '--source-map', '--quiet'],
];
const formats = ['json', 'sarif', 'junit', 'github', 'gitlab', 'text'];

/** Compiles every fixture with the built program, in one process of its own. */
export async function compileFixtures(root: string, variant: Variant): Promise<Outcome> {
  const rewrite = variant.rewrite ?? ((files) => files);
  const jobs = listFixtures().map(({ name, inputs }) => {
    const files = rewrite(inputs);
    for (const file of files) put(join(root, name, file.name), file.text);
    const cwd = join(root, name);
    const paths = files.map((file) =>
      variant.absolute === true ? join(cwd, file.name) : file.name,
    );
    const reports = formats.map((format) => `--report=${format}=OUT/report.${format}`);
    const ordered = variant.absolute === true ? paths.reverse() : paths;
    return { cwd, args: ['compile', ...ordered, ...options, '-o', 'OUT/files', ...reports] };
  });
  const list = join(root, 'jobs.json');
  writeFileSync(list, JSON.stringify({ umask: variant.umask ?? 0o022, jobs }));
  const results = await runJobs(list, variant);
  const outcome = new Map<string, string>();
  results.forEach((result, index) => {
    const { cwd = '' } = jobs[index] ?? {};
    const name = relative(root, cwd);
    outcome.set(`${name}: printed`, JSON.stringify(result));
    for (const path of filesBelow(join(cwd, 'OUT'))) {
      const text = readFileSync(path, 'utf8');
      outcome.set(`${name}: ${relative(cwd, path)}`, text);
      outcome.set(`${name}: mode of ${relative(cwd, path)}`, modeOf(path));
    }
  });
  return outcome;
}

async function runJobs(list: string, { node: major, env = {} }: Variant) {
  const node = major === undefined ? process.execPath : await ensureNode(major);
  const driver = join(import.meta.dirname, 'many-runs.mjs');
  const child = spawn(node, [driver, program, list], {
    env: { PATH: process.env['PATH'] ?? '', SOURCE_DATE_EPOCH: '1780272000', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 || stderr !== '') throw new Error(`${node} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as readonly { readonly code: number }[];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

// What the user's umask says of reports is the user's business; output is the same whatever it is.
function modeOf(path: string): string {
  return path.includes('/OUT/files/') ? (statSync(path).mode & 0o777).toString(8) : 'any';
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
