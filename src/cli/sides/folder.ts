import { existsSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { readInput } from '../input/read.ts';
import type { LeftOut } from '../input/scan-verdict.ts';
import type { CliIo } from '../io.ts';
import type { Side } from './choose.ts';
import type { SideInput } from './side-input.ts';

/** Reads the manifests of a folder. A path that links out of it is left out: a pull request may have made the link. */
export async function readFolder(
  { folder }: Extract<Side, { readonly kind: 'folder' }>,
  paths: readonly string[],
  io: CliIo,
): Promise<SideInput> {
  const missing: string[] = [];
  const inside: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const path of paths) {
    const absolute = resolve(folder, path);
    if (!existsSync(absolute)) missing.push(path);
    else if (staysInside(folder, absolute)) inside.push(path);
    else leftOut.push({ name: path, why: 'symbolic-link' });
  }
  if (inside.length === 0) return { files: [], leftOut, missing };
  const found = await readInput(inside, { ...io, cwd: folder }, { mayBeEmpty: true });
  return { files: found.files, leftOut: [...leftOut, ...found.leftOut], missing };
}

/** True where links do not lead out of the folder; a path that is outside by name may lead anywhere. */
function staysInside(folder: string, absolute: string): boolean {
  if (isOutside(folder, absolute)) return true;
  return !isOutside(realpathSync(folder), realpathSync(absolute));
}

function isOutside(folder: string, absolute: string): boolean {
  const path = relative(folder, absolute);
  return path === '..' || path.startsWith(`..${sep}`) || resolve(path) === path;
}
