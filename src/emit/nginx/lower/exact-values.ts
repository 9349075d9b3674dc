import { pcreLiteral } from '../pcre.ts';
import { empty, mapKey, regex, text, type VariableName } from '../quote.ts';
import type { MapBlock } from '../view.ts';
import { capture, mapBlock, type MapEntry } from './map-block.ts';
import type { ValueIds } from './value-ids.ts';

// Below this, trying the values one by one costs less than a hash lookup and its check.
const FEW = 4;

type ValueId = readonly [value: string, id: string];

/** Names of the variables of one dimension, and a digest that keeps its captures apart from others'. */
export interface ExactValueNames {
  readonly source: VariableName;
  readonly guess: VariableName;
  readonly result: VariableName;
  readonly digest: string;
}

/**
 * Maps from a value to its id, case-sensitively. `map` finds plain keys by hash but without case, so
 * for many values the hash only guesses, and one back-reference compares exactly: the cost stays the
 * same for any number of values.
 *
 * @param prefix - what stands before the value in the source variable
 */
export function exactValueMaps(
  ids: ValueIds,
  names: ExactValueNames,
  prefix: '' | '=',
): readonly MapBlock[] {
  const entries = ids.entries();
  const certain = entries.filter(
    ([value]) => value === value.toLowerCase() && !/[a-z]/.test(value),
  );
  const lettered = entries.filter((entry) => !certain.includes(entry));
  if (lettered.length <= FEW)
    return [
      mapBlock(names.result, [{ variable: names.source }], empty, [
        ...certain.map(([value, id]) => ({ key: mapKey(prefix + value), value: text(id) })),
        ...lettered.map((entry) => compared(entry, prefix)),
      ]),
    ];
  return guessing(names, certain, lettered, prefix);
}

function compared([value, id]: ValueId, prefix: string): MapEntry {
  return { key: regex(`^${pcreLiteral(prefix + value)}\\z`), value: text(id) };
}

function guessing(
  names: ExactValueNames,
  certain: readonly ValueId[],
  lettered: readonly ValueId[],
  prefix: string,
): readonly MapBlock[] {
  const folded = new Map<string, ValueId[]>();
  for (const entry of lettered) {
    const key = foldAscii(entry[0]);
    folded.set(key, [...(folded.get(key) ?? []), entry]);
  }
  const groups = [...folded.values()];
  const alone = groups.flatMap((group) => (group.length === 1 ? group : []));
  const clashing = groups.flatMap((group) => (group.length === 1 ? [] : group));
  const id = `gw_id${names.digest}`;
  const value = `gw_value${names.digest}`;
  const sure = `^(?<${id}>[^|=]+)\\|(?<${value}>.*)\\|\\k<${value}>\\z`;
  return [
    mapBlock(names.guess, [{ variable: names.source }], empty, [
      ...certain.map(([raw, known]) => ({
        key: mapKey(prefix + raw),
        value: text(`=${known}`),
      })),
      ...alone.map(([raw, known]) => ({
        key: mapKey(prefix + raw),
        value: text(`${known}|${prefix}${raw}`),
      })),
      ...clashing.map(([raw, known]) => ({
        key: compared([raw, known], prefix).key,
        value: text(`=${known}`),
      })),
    ]),
    mapBlock(names.result, [{ variable: names.guess }, '|', { variable: names.source }], empty, [
      { key: regex(sure), value: capture(id) },
      {
        key: regex(`^=(?<gw_sure${names.digest}>[^|]+)`),
        value: capture(`gw_sure${names.digest}`),
      },
    ]),
  ];
}

// The hash of a map folds ASCII letters only.
function foldAscii(value: string): string {
  return value.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
