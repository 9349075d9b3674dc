import * as fs from 'node:fs';
import { join } from 'node:path';

/** What stands at a path, without following a symbolic link. */
export interface Entry {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Permission bits. */
  readonly mode: number;
}

/**
 * The operations that writing output is made of. They are synchronous: between two of them no signal
 * handler and no other code of this process can run. Tests inject one that fails at a chosen step.
 */
export interface FileSystem {
  /** Null when there is nothing. */
  readonly entry: (path: string) => Entry | null;
  /** Names in a folder, sorted. */
  readonly list: (path: string) => readonly string[];
  readonly read: (path: string) => Buffer;
  readonly readLink: (path: string) => string;
  /** Creates a file that must not exist, with exactly this mode, and flushes it to the device. */
  readonly create: (path: string, content: Uint8Array, mode: number) => void;
  /** Creates a folder, with exactly this mode. */
  readonly makeDirectory: (path: string, mode: number) => void;
  readonly setMode: (path: string, mode: number) => void;
  readonly link: (existing: string, path: string) => void;
  readonly symlink: (target: string, path: string) => void;
  /** Replaces a file or link at `to` in one step. */
  readonly rename: (from: string, to: string) => void;
  readonly unlink: (path: string) => void;
  readonly removeDirectory: (path: string) => void;
  /** Flushes a folder's entries to the device. */
  readonly flushDirectory: (path: string) => void;
}

/** The real file system. */
export const nodeFileSystem: FileSystem = {
  entry: (path) => {
    const stats = fs.lstatSync(path, { throwIfNoEntry: false });
    return stats === undefined ? null : { kind: kindOf(stats), mode: stats.mode & 0o777 };
  },
  list: (path) => fs.readdirSync(path).sort(),
  read: (path) => fs.readFileSync(path),
  readLink: (path) => fs.readlinkSync(path),
  create: (path, content, mode) => {
    const { O_WRONLY, O_CREAT, O_EXCL } = fs.constants;
    // Absent on Windows, where O_EXCL alone has to do.
    const noFollow = process.platform === 'win32' ? 0 : fs.constants.O_NOFOLLOW;
    withFile(fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | noFollow, mode), (file) => {
      fs.writeFileSync(file, content);
      // The mode given to open is reduced by the umask; output must not depend on it.
      fs.fchmodSync(file, mode);
      fs.fsyncSync(file);
    });
  },
  makeDirectory: (path, mode) => {
    fs.mkdirSync(path, { mode });
    fs.chmodSync(path, mode);
  },
  setMode: (path, mode) => {
    fs.chmodSync(path, mode);
  },
  link: (existing, path) => {
    fs.linkSync(existing, path);
  },
  symlink: (target, path) => {
    fs.symlinkSync(target, path);
  },
  rename: (from, to) => {
    fs.renameSync(from, to);
  },
  unlink: (path) => {
    fs.unlinkSync(path);
  },
  removeDirectory: (path) => {
    fs.rmdirSync(path);
  },
  flushDirectory: (path) => {
    // Windows cannot open folders.
    if (process.platform === 'win32') return;
    withFile(fs.openSync(path, fs.constants.O_RDONLY), (file) => {
      fs.fsyncSync(file);
    });
  },
};

/** All regular files below a folder as `/`-separated paths, sorted; links are not followed. */
export function filesBelow(fileSystem: FileSystem, folder: string): readonly string[] {
  return fileSystem.list(folder).flatMap((name): readonly string[] => {
    const path = join(folder, name);
    const kind = fileSystem.entry(path)?.kind;
    if (kind === 'directory')
      return filesBelow(fileSystem, path).map((below) => `${name}/${below}`);
    return kind === 'file' ? [name] : [];
  });
}

/** Removes a folder and what it holds; links are removed, not followed. */
export function removeTree(fileSystem: FileSystem, folder: string): void {
  for (const name of fileSystem.list(folder)) {
    const path = join(folder, name);
    if (fileSystem.entry(path)?.kind === 'directory') removeTree(fileSystem, path);
    else fileSystem.unlink(path);
  }
  fileSystem.removeDirectory(folder);
}

function kindOf(stats: fs.Stats): Entry['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

function withFile(file: number, use: (file: number) => void): void {
  try {
    use(file);
  } finally {
    fs.closeSync(file);
  }
}
