import { makeCompileMemory, type OwnMemory } from '../../compile-memory.ts';

/** How much of what is remembered may be about states that are gone, in multiples of the first state. */
const most = 4;

/**
 * What the rounds of a watching run have in common: documents that have not changed are not read again, and Gateways
 * that have not changed are not emitted again. It begins anew when it has grown by much.
 *
 * @returns the memory for the next round
 */
export function makeWatchMemory(): () => OwnMemory {
  let memory = makeCompileMemory();
  let first: Sizes | null = null;
  return () => {
    const now = sizesOf(memory);
    if (first === null && now.documents > 0) first = now;
    if (
      first !== null &&
      (grew(first.documents, now.documents) || grew(first.emitted, now.emitted))
    ) {
      memory = makeCompileMemory();
      first = null;
    }
    return memory;
  };
}

interface Sizes {
  readonly documents: number;
  readonly emitted: number;
}

function sizesOf({ reading, emitted }: OwnMemory): Sizes {
  const { yaml, json } = reading.documents;
  return { documents: yaml.size + json.size, emitted: emitted.size };
}

function grew(first: number, now: number): boolean {
  return now > most * Math.max(first, most);
}
