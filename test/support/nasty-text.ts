import fc from 'fast-check';

/** The printable characters of ASCII. */
export const letters: readonly string[] = Array.from({ length: 95 }, (_, index) =>
  String.fromCharCode(0x20 + index),
);

/** Each of some characters first, in the middle, last and alone. */
export function everywhere(characters: readonly string[]): readonly string[] {
  return characters.flatMap((each) => [`${each}a`, `a${each}b`, `a${each}`, each]);
}

/** Random text, half of it made of what configurations give a meaning to. */
export function randomTexts(count: number, seed: number): readonly string[] {
  const plain = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 });
  const nasty = fc.string({
    unit: fc.constantFrom(...Array.from('\\"\';{}#$ ~=@^%()[]|?*+.&01ntrQE')),
    minLength: 1,
    maxLength: 20,
  });
  return [plain, nasty].flatMap((each) => fc.sample(each, { numRuns: Math.ceil(count / 2), seed }));
}
