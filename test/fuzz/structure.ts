import { pickFrom, type RandomNumbers } from '../support/random-numbers.ts';
import { longStrings, numbers, raws, strings, stringsFor } from './hostile/index.ts';
import { copyOf, fieldOf, isFields, sitesOf, textIn, type Node, type Site } from './node.ts';
import type { Seeds } from './seeds.ts';

/** What a change may need. */
interface Context {
  readonly documents: Node[];
  readonly seeds: Seeds;
  readonly random: RandomNumbers;
}

type Change = (site: Site, context: Context) => void;

const pickSite = (document: Node, random: RandomNumbers): Site | null => {
  const sites = sitesOf(document);
  return sites.length === 0 ? null : pickFrom(sites, random);
};

/** Puts a string into a place: instead of what is there, or within it. */
function splice(old: string, hostile: string, random: RandomNumbers): string {
  if (random(2) === 0) return hostile;
  const at = random(old.length + 1);
  return old.slice(0, at) + hostile + old.slice(at + random(2));
}

function hostileString({ name }: Site, random: RandomNumbers): string {
  if (random(40) === 0) return pickFrom(longStrings, random);
  const own = stringsFor.get(name);
  return pickFrom(own !== undefined && random(2) === 0 ? own : strings, random);
}

const spliceString: Change = (site, { random }) => {
  const value = site.get();
  if (typeof value === 'number') site.set(pickFrom(numbers, random));
  else if (typeof value === 'string') site.set(splice(value, hostileString(site, random), random));
};

const another: Change = (site, { seeds, random }) => {
  const values = seeds.donors.get(site.name) ?? [];
  if (values.length > 0) site.set(copyOf(pickFrom(values, random)));
};

const addField: Change = ({ get }, { seeds, random }) => {
  const target = get();
  if (!isFields(target)) return;
  const key = pickFrom([...seeds.donors.keys()], random);
  target.fields.push({ key, value: copyOf(pickFrom(seeds.donors.get(key) ?? [null], random)) });
};

const hostileKey: Change = ({ get }, { random }) => {
  const target = get();
  if (!isFields(target)) return;
  const key = pickFrom(strings, random);
  const field = target.fields[random(target.fields.length || 1)];
  if (field === undefined || random(2) === 0) target.fields.push({ key, value: 'x' });
  else field.key = key;
};

const repeat: Change = ({ parent, at }, { random }) => {
  const times = random(30) === 0 ? 20 + random(80) : 1;
  for (let left = times; left > 0; left--) {
    if (Array.isArray(parent)) parent.splice(at, 0, copyOf(parent[at] ?? null));
    else if (isFields(parent)) {
      const field = parent.fields[at];
      if (field !== undefined) parent.fields.push({ ...field, value: copyOf(field.value) });
    }
  }
};

const reorder: Change = ({ get }, { random }) => {
  const value = get();
  const list: unknown[] | null = Array.isArray(value)
    ? value
    : isFields(value)
      ? value.fields
      : null;
  if (list !== null && list.length > 1) list.push(...list.splice(random(list.length), 1));
};

const otherTypes: readonly Node[] = [null, true, false, 0, '', 'x', [], ['x'], [null], [[]]];

const retype: Change = (site, { random }) => {
  const value = site.get();
  if (random(3) > 0) site.set(copyOf(pickFrom(otherTypes, random)));
  else if (typeof value === 'string') site.set(random(2) === 0 ? [value] : Number(value) || 1);
  else if (typeof value === 'number') site.set(String(value));
  else if (Array.isArray(value)) site.set(value[0] ?? { fields: [] });
  else site.set([value]);
};

const nest: Change = (site, { random }) => {
  let value = site.get();
  for (let left = pickFrom([2, 10, 60, 70, 300], random); left > 0; left--)
    value = random(2) === 0 ? [value] : { fields: [{ key: 'a', value }] };
  site.set(value);
};

const huge: Change = (site, { random }) => {
  const value = site.get();
  const length = pickFrom([16, 17, 64, 65, 130, 400], random);
  if (Array.isArray(value) && value[0] !== undefined) {
    for (let at = 0; at < length; at++) {
      const item = copyOf(value[0]);
      value.push(typeof item === 'string' ? `${item}${String(at)}` : renamed(item, at));
    }
  } else if (isFields(value))
    for (let at = 0; at < length; at++)
      value.fields.push({ key: `k${String(at)}.x/y`, value: `v${String(at)}` });
};

function renamed(item: Node, at: number): Node {
  if (isFields(item))
    for (const field of item.fields)
      if (field.key === 'name') field.value = `${textIn(field.value).slice(0, 200)}${String(at)}`;
      else if (field.key === 'port' && typeof field.value === 'number') field.value += at + 1;
  return item;
}

/** A reference to something else, or the same in another namespace. */
const refer: Change = (_, { documents, random }) => {
  const target = fieldOf(pickFrom(documents, random), 'metadata') ?? null;
  const site = pickSite(pickFrom(documents, random), random);
  const holder = site?.get() ?? null;
  if (!isFields(holder)) return;
  for (const key of ['name', 'namespace']) {
    const value = fieldOf(target, key);
    const field = holder.fields.find((each) => each.key === key);
    if (value === undefined) continue;
    if (field !== undefined) field.value = copyOf(value);
    else if (key === 'namespace') holder.fields.push({ key, value: copyOf(value) });
  }
};

/** What stands at one place of one document, at a place of the same name in another. */
const transplant: Change = (site, { documents, random }) => {
  const donor = pickFrom(documents, random);
  const same = sitesOf(donor).filter(({ name }) => name === site.name);
  if (same.length > 0) site.set(copyOf(pickFrom(same, random).get()));
};

const copyDocument: Change = (_, { documents, seeds, random }) => {
  const source = random(2) === 0 ? pickFrom(documents, random) : pickFrom(seeds.singles, random);
  const copy = copyOf(source);
  const metadata = fieldOf(copy, 'metadata') ?? null;
  if (isFields(metadata))
    for (const field of metadata.fields)
      if (field.key === 'name' && random(4) > 0) field.value = `copy-${String(random(10))}`;
  documents.splice(random(documents.length + 1), 0, copy);
};

const changes: readonly (readonly [weight: number, change: Change])[] = [
  [12, spliceString],
  [6, another],
  [3, transplant],
  [2, addField],
  [1, hostileKey],
  [3, (site) => site.remove()],
  [3, repeat],
  [2, reorder],
  [2, retype],
  [1, nest],
  [1, huge],
  [2, (site, { random }) => site.set({ raw: pickFrom(raws, random) })],
  [3, refer],
  [2, copyDocument],
];
const weighted = changes.flatMap(([weight, change]) => Array<Change>(weight).fill(change));

/** Changes documents in place, a few times. */
export function mutateDocuments(documents: Node[], seeds: Seeds, random: RandomNumbers): void {
  const context: Context = { documents, seeds, random };
  const gentle = random(2) === 0;
  for (let left = 1 + random(random(4) + 1); left > 0; left--) {
    const document = pickFrom(documents, random);
    if (gentle) changeOneValue(document, context);
    else changeAnything(document, context);
  }
}

function changeAnything(document: Node, context: Context): void {
  const { documents, random } = context;
  if (random(40) === 0 && documents.length > 1) documents.splice(random(documents.length), 1);
  const site = pickSite(document, random);
  if (site === null) return;
  const change = pickFrom(weighted, random);
  // A scalar is where most strings are; a list or a map is where few of the changes fit.
  change(change === spliceString ? scalarNear(site, random) : site, context);
}

/** A change that the schema may well allow, so that what the emitters make of it is seen. */
function changeOneValue(document: Node, { seeds, random }: Context): void {
  const sites = sitesOf(document).filter(
    ({ name, depth, get }) => depth > 2 && stringsFor.has(name) && typeof get() === 'string',
  );
  if (sites.length === 0) return;
  const site = pickFrom(sites, random);
  const old = textIn(site.get());
  const own = pickFrom(stringsFor.get(site.name) ?? strings, random);
  const donors = seeds.donors.get(site.name) ?? [];
  const kind = random(10);
  if (kind < 2 && donors.length > 0) site.set(copyOf(pickFrom(donors, random)));
  else if (kind < 5) site.set(splice(old, own, random));
  else site.set(site.name === 'value' && old.startsWith('/') && kind < 8 ? `/${own}` : own);
}

function scalarNear(site: Site, random: RandomNumbers): Site {
  const value = site.get();
  if (typeof value !== 'object' || value === null) return site;
  const scalars = sitesOf(value).filter(({ get }) => typeof get() !== 'object');
  return scalars.length === 0 ? site : pickFrom(scalars, random);
}
