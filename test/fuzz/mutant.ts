import type { CompileOptions } from '../../src/compile-options.ts';
import type { PathPolicy } from '../../src/target/path-policy.ts';
import { optionsWith } from '../support/fixtures.ts';
import { pickFrom, randomNumbers } from '../support/random-numbers.ts';
import { copyOf, type Node } from './node.ts';
import { printNode, type Spelling } from './print.ts';
import type { OptionChanges, Seeds } from './seeds.ts';
import { mutateDocuments } from './structure.ts';
import { mutateText } from './text.ts';

/** The options of one compilation, as they are written down beside a regression. */
export interface Setup extends OptionChanges {
  readonly channel: CompileOptions['channel'];
  readonly keepGoing: boolean;
  readonly nginxMinor: 22 | 28;
  readonly pathPolicy: PathPolicy;
}

/** What is compiled; `documents` are texts of which each is a whole document. */
export type Mutant = { readonly setup: Setup } & (
  | { readonly kind: 'structure'; readonly documents: readonly Node[]; readonly spelling: Spelling }
  | { readonly kind: 'text'; readonly text: string }
);

/** The mutant of an index in the series of a seed: always the same one. */
export function makeMutant(seeds: Seeds, seed: number, index: number): Mutant {
  const random = randomNumbers(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  for (let left = 3; left > 0; left--) random(2);
  const options = {
    channel: index % 5 === 0 ? 'standard' : 'experimental',
    keepGoing: index % 3 === 0,
    nginxMinor: index % 2 === 0 ? 28 : 22,
    pathPolicy: index % 7 === 0 ? 'normalize' : 'strict',
  } as const;
  const bases = random(5) === 0 ? seeds.bases : seeds.acceptedBases;
  const { documents: related, options: own } = pickFrom(bases, random);
  const kind = random(10);
  if (kind < 2) {
    // Text of a base gets further than most of what is in the corpus.
    const base = related.map((each) => printNode(each, 'block')).join('---\n');
    const source = kind === 0 ? pickFrom(seeds.texts, random) : base;
    const text = mutateText(source, seeds.texts, random);
    return { kind: 'text', text, setup: { ...options, ...own } };
  }
  // Most mutants are one document of any kind, as a validator gets them; the rest are sets that go on to the proxies.
  const documents = kind < 7 ? [copyOf(pickFrom(seeds.singles, random))] : related.map(copyOf);
  if (kind === 7) documents.push(copyOf(pickFrom(seeds.singles, random)));
  mutateDocuments(documents, seeds, random);
  const spelling = pickFrom(['block', 'block', 'block', 'block', 'flow', 'json'] as const, random);
  return { kind: 'structure', documents, spelling, setup: { ...options, ...own } };
}

/** A mutant as YAML. */
export function textOf(mutant: Mutant): string {
  if (mutant.kind === 'text') return mutant.text;
  return mutant.documents.map((each) => printNode(each, mutant.spelling)).join('---\n');
}

export function optionsOf({ nginxMinor, pathPolicy, ...rest }: Setup): CompileOptions {
  const nginxVersion = { major: 1, minor: nginxMinor, patch: 0 };
  return optionsWith({ ...rest, target: { nginxVersion, pathPolicy } });
}
