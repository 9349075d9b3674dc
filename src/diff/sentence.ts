/**
 * A part of a sentence: our own words, text that may come from a manifest, or a verb that agrees with the number
 * of subjects. Each renderer escapes values in its own way; nothing else needs it.
 */
export type Part =
  string | { readonly value: string } | { readonly verb: readonly [one: string, many: string] };

export type Sentence = readonly Part[];

/** A sentence from a template: what is put in is a value, or a sentence of its own. */
export function say(
  words: TemplateStringsArray,
  ...values: readonly (string | Sentence)[]
): Sentence {
  return words.flatMap((word, index): Sentence => {
    const value = values[index];
    const before: Sentence = word === '' ? [] : [word];
    if (value === undefined) return before;
    return [...before, ...(typeof value === 'string' ? [{ value }] : value)];
  });
}

/** `goes` for one subject, `go` for several. */
export function verb(one: string, many: string): Sentence {
  return [{ verb: [one, many] }];
}

/** With the verbs for so many subjects. */
export function conjugate(sentence: Sentence, subjects: number): Sentence {
  return sentence.map((part) =>
    typeof part === 'object' && 'verb' in part ? part.verb[subjects === 1 ? 0 : 1] : part,
  );
}

/** `a, b and c`; beyond `most` they are counted. */
export function enumerate(items: readonly Sentence[], most = Infinity): Sentence {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, [`${String(rest)} more`]] : shown;
  return all.flatMap((item, index): Sentence => {
    if (index === 0) return item;
    return [index === all.length - 1 ? ' and ' : ', ', ...item];
  });
}

/** As one text, for keys and for formats without markup. */
export function plainText(sentence: Sentence): string {
  return sentence
    .map((part) => {
      if (typeof part === 'string') return part;
      return 'value' in part ? part.value : part.verb[0];
    })
    .join('');
}
