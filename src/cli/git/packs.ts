import { join } from 'node:path';
import { damaged } from './git-error.ts';
import type { GitObject } from './object.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { openIndex, type PackIndex } from './pack-index.ts';
import { readPacked } from './packed-object.ts';
import { namesIn } from './repository.ts';

/** All packs of a repository. */
export interface Packs {
  /**
   * Null when no pack has it.
   *
   * @param readBase - for deltas whose base is named by its id
   */
  readonly read: (id: string, readBase: (id: string) => GitObject) => GitObject | null;
  readonly startingWith: (digits: string) => readonly string[];
  readonly close: () => void;
}

interface Pack {
  readonly index: PackIndex;
  readonly data: OpenFile;
}

export function openPacks(objectFolders: readonly string[]): Packs {
  const packs: Pack[] = [];
  for (const folder of objectFolders)
    for (const name of namesIn(join(folder, 'pack')))
      if (name.endsWith('.idx')) packs.push(openPack(join(folder, 'pack', name)));
  return {
    read: (id, readBase) => {
      for (const { index, data } of packs) {
        const offset = index.offsetOf(id);
        if (offset !== null)
          return readPacked(data, offset, { offsetOf: index.offsetOf, readBase });
      }
      return null;
    },
    startingWith: (digits) => packs.flatMap(({ index }) => index.startingWith(digits)),
    close: () => {
      for (const { index, data } of packs) {
        index.close();
        data.close();
      }
    },
  };
}

function openPack(indexPath: string): Pack {
  const data = openFile(indexPath.replace(/\.idx$/, '.pack'));
  const header = data.at(0, 8);
  if (
    header.length < 8 ||
    header.subarray(0, 4).toString('latin1') !== 'PACK' ||
    header.readUInt32BE(4) > 3
  )
    throw damaged(`${indexPath} belongs to no pack`);
  return { index: openIndex(openFile(indexPath), indexPath), data };
}
