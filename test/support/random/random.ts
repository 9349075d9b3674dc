/** Draws that depend on nothing but the seed. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number;
  /** One of a list that is not empty. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** True in so many of 100 draws. */
  readonly chance: (percent: number) => boolean;
  /** From `least` to `most` different ones of a list, in any order. */
  readonly some: <T>(list: readonly T[], least: number, most: number) => readonly T[];
  /** As many results of `make` as a draw from `least` to `most` says. */
  readonly list: <T>(least: number, most: number, make: () => T) => readonly T[];
}

/** Draws for what these numbers stand for, such as a seed and a position. */
export function randomFrom(...numbers: readonly number[]): Random {
  let state = numbers.reduce((sum, each) => mixed(Math.imul(sum, 31) + each + 1), 0x9e3779b9);
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    return Math.floor((mixed(state) / 2 ** 32) * limit);
  };
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('nothing to pick from');
    return list[below(list.length)] as T;
  };
  return {
    below,
    pick,
    chance: (percent) => below(100) < percent,
    some: (list, least, most) => {
      const left = [...list];
      const count = Math.min(left.length, least + below(most - least + 1));
      return Array.from({ length: count }, () => left.splice(below(left.length), 1)).flat();
    },
    list: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make),
  };
}

/** A 32-bit number that looks like no relative of another one (MurmurHash3's end). */
function mixed(number: number): number {
  let hash = number >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The fields that are there. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<T>;
}

type Present<T> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
