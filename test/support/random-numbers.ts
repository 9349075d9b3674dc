/** Numbers from 0 to below a bound. */
export type RandomNumbers = (below: number) => number;

/** A series of random numbers; equal seeds give equal series (mulberry32). */
export function randomNumbers(seed: number): RandomNumbers {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One of a list, which must not be empty. */
export function pickFrom<T>(list: readonly T[], random: RandomNumbers): T {
  const picked = list[random(list.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}
