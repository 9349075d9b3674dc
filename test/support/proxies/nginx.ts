import { access, mkdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Command } from './processes.ts';

const CONFIGURATION = 'nginx.conf';

/** The part of an installed nginx this module needs. */
type Nginx = {
  readonly bin: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where its dynamic modules are; null when everything is built in. */
  readonly modulesPath: string | null;
};

/**
 * The command that tests `nginx.conf` of a folder.
 *
 * @param nginx - the installed nginx
 * @param dir - absolute path of the folder; becomes nginx's prefix
 */
export async function nginxCheck(nginx: Nginx, dir: string): Promise<Command> {
  return nginxCommand(nginx, dir, ['-t']);
}

/**
 * The command that serves `nginx.conf` of a folder in the foreground.
 *
 * @param nginx - the installed nginx
 * @param dir - absolute path of the folder; becomes nginx's prefix
 */
export async function nginxServe(nginx: Nginx, dir: string): Promise<Command> {
  return nginxCommand(nginx, dir, []);
}

async function nginxCommand(nginx: Nginx, dir: string, flags: readonly string[]): Promise<Command> {
  const text = await readFile(join(dir, CONFIGURATION), 'utf8').catch(() => '');
  await createTempParents(dir, text);
  const args = [
    ...flags,
    '-p',
    dir,
    '-c',
    CONFIGURATION,
    '-e',
    'stderr',
    '-g',
    `${await modules(text, nginx)}${globals(text)}`,
  ];
  return { bin: nginx.bin, args, cwd: dir, env: nginx.env };
}

/** Directives of the main context which the run needs; nginx refuses one given twice. */
function globals(text: string): string {
  const wanted = [
    ['daemon', 'off'],
    ['pid', 'nginx.pid'],
    // A root master gives its workers to "nobody", who cannot enter a private temporary folder.
    ...(process.getuid?.() === 0 ? [['user', 'root']] : []),
  ];
  return wanted
    .filter(([name]) => !new RegExp(`(?:^|[;{}])\\s*${name}\\s`, 'm').test(text))
    .map(([name, value]) => `${name} ${value};`)
    .join(' ');
}

/** Debian builds the stream module apart; a configuration cannot know that. */
async function modules(text: string, { modulesPath }: Nginx): Promise<string> {
  if (modulesPath === null || !/^stream \{/m.test(text)) return '';
  const file = join(modulesPath, 'ngx_stream_module.so');
  return access(file).then(
    () => `load_module "${file}"; `,
    () => '',
  );
}

/** nginx creates its temporary folders, but not their parents. */
async function createTempParents(dir: string, text: string): Promise<void> {
  for (const match of text.matchAll(/_temp_path\s+["']?([^\s"';]+)/g)) {
    const parent = dirname(resolve(dir, match[1] ?? '.'));
    if (!relative(dir, parent).startsWith('..')) await mkdir(parent, { recursive: true });
  }
}
