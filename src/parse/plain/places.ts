import type { JsonObject, JsonValue } from '../document.ts';
import type { Range } from '../refusal.ts';

type Container = JsonObject | readonly JsonValue[];

/** Where one member or item of a plain document stands, by offsets in the file. */
export interface EntryPlace {
  /** Null for an item of a list. */
  readonly key: Range | null;
  /**
   * `none`: left out. `parts`: a mapping or a list, whose entries have places if it is a block. `lines`: a literal
   * block. Where the last two end is not kept.
   */
  readonly value: Range | 'none' | 'parts' | 'lines';
}

/** The places in one document, by the mapping or list that holds the entry. */
export type Places = Map<Container, Map<string | number, EntryPlace>>;

/** A plain document, and where its entries stand. */
export interface PlacedDocument {
  readonly value: JsonObject;
  readonly places: Places;
}

export function addPlace(
  places: Places,
  container: Container,
  step: string | number,
  place: EntryPlace,
): void {
  const entries = places.get(container);
  if (entries === undefined) places.set(container, new Map([[step, place]]));
  else entries.set(step, place);
}
