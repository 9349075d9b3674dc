import { copyOf, isFields, sitesOf, type Node } from './node.ts';
import type { Mutant } from './mutant.ts';

type StillFails = (mutant: Mutant) => Promise<boolean>;

/** Most attempts for one failure: each is a compilation, or a run of a proxy. */
const mostAttempts = 3000;

/** Makes a failing mutant small, as long as it keeps failing alike. */
export async function shrink(mutant: Mutant, fails: StillFails): Promise<Mutant> {
  let left = mostAttempts;
  const bounded: StillFails = async (each) => left-- > 0 && (await fails(each));
  if (mutant.kind === 'structure') return shrinkDocuments(mutant, bounded);
  const byLine = await shrinkList(mutant.text.split('\n'), (lines) =>
    bounded({ ...mutant, text: lines.join('\n') }),
  );
  const units = await shrinkList(Array.from(byLine.join('\n')), (each) =>
    bounded({ ...mutant, text: each.join('') }),
  );
  return { ...mutant, text: units.join('') };
}

type Structure = Extract<Mutant, { readonly kind: 'structure' }>;

async function shrinkDocuments(mutant: Structure, fails: StillFails): Promise<Mutant> {
  const documents = await shrinkList(mutant.documents, (each) =>
    fails({ ...mutant, documents: each }),
  );
  let best: Structure = { ...mutant, documents };
  for (let changed = true; changed;) {
    changed = false;
    for (let document = 0; document < best.documents.length; document++)
      // From the end, so that what goes leaves the positions before it alone.
      for (let at = sitesIn(best, document) - 1; at >= 0; at--)
        for (const step of steps) {
          const candidate = changeAt(best, { document, at, step });
          if (candidate === null || !(await fails(candidate))) continue;
          best = candidate;
          changed = true;
          break;
        }
  }
  return best;
}

const sitesIn = ({ documents }: Structure, document: number): number =>
  sitesOf(documents[document] ?? null).length;

type Step = 'remove' | 'first half' | 'second half' | 'less of the start' | 'less of the end';
const steps: readonly Step[] = [
  'remove',
  'first half',
  'second half',
  'less of the start',
  'less of the end',
];

function changeAt(
  mutant: Structure,
  { document, at, step }: { readonly document: number; readonly at: number; readonly step: Step },
): Structure | null {
  const documents: Node[] = mutant.documents.map(copyOf);
  const site = sitesOf(documents[document] ?? null)[at];
  if (site === undefined) return null;
  const value = site.get();
  if (step === 'remove') site.remove();
  else if (typeof value === 'string' && value.length > 1) {
    const half = value.length >> 1;
    const quarter = Math.max(1, half >> 1);
    if (step === 'first half') site.set(value.slice(0, half));
    else if (step === 'second half') site.set(value.slice(half));
    else site.set(step === 'less of the start' ? value.slice(quarter) : value.slice(0, -quarter));
  } else if (isFields(value) && step === 'first half' && value.fields.length === 1) {
    const [only] = value.fields;
    if (only !== undefined && only.key === 'a') site.set(only.value);
    else return null;
  } else return null;
  return { ...mutant, documents };
}

/** Takes out of a list what is not needed, in ever smaller pieces (ddmin). */
async function shrinkList<T>(
  list: readonly T[],
  fails: (list: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let best = list;
  for (let size = Math.max(1, best.length >> 1); ; size >>= 1) {
    for (let at = 0; at < best.length;) {
      const candidate = [...best.slice(0, at), ...best.slice(at + size)];
      if (candidate.length > 0 && (await fails(candidate))) best = candidate;
      else at += size;
    }
    if (size <= 1) return best;
  }
}
