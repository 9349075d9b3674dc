import {
  comment,
  empty,
  emptyKey,
  expression,
  regex,
  variable,
  type VariableName,
  word,
} from '../quote.ts';
import { plainPath } from '../url-path.ts';
import type { MapGroup, MapBlock } from '../view.ts';
import { createDigests, type Digests } from './digests.ts';
import { mapBlock } from './map-block.ts';
import { splitBlock } from './split.ts';

/** Maps that rules share. They are made when first asked for. */
export interface SharedMaps {
  /**
   * The values of a header with a comma behind them, or nothing when it has none.
   *
   * @param source - where they are; null for the client's
   */
  readonly appendingTo: (headerName: string, source: VariableName | null) => VariableName;
  /** A random choice between shares, e.g. `[9000, 1000]` of 10,000; its value is the position. */
  readonly choice: (shares: readonly number[]) => VariableName;
  /** A choice of its own for each salt, which does not depend on `choice`. */
  readonly sample: (shares: readonly number[], salt: string) => VariableName;
  /** Maps for `$gw_prefix` and `$gw_replacement` become part of the output. */
  readonly needPrefixChange: () => void;
  /**
   * Any other maps, made once for each key. Their names end in a digest of the key, so that one comes and goes
   * without a change to the others.
   *
   * @param group - what they are for, in a sentence
   */
  readonly family: (
    group: string,
    key: string,
    make: (digest: string) => readonly MapBlock[],
  ) => string;
  readonly maps: () => readonly MapGroup[];
}

/** Set by a location before it uses `prefixChange` variables; both as they stand in the manifest. */
export const prefixChange = {
  prefix: variable('gw_prefix'),
  replacement: variable('gw_replacement'),
  /** The new path and query with the client's encoding; empty when the path is not canonical. */
  asSent: variable('gw_changed'),
  /** `asSent`, but only where NGINX's own encoding would change it. */
  escaped: variable('gw_changed_escaped'),
  /** The new path, decoded and normalised. */
  decoded: variable('gw_changed_path'),
} as const;

export function createSharedMaps(): SharedMaps {
  const appending = new Map<string, MapBlock>();
  const choices = new Map<string, MapBlock>();
  const families = new Map<string, Map<string, readonly MapBlock[]>>();
  const digestOf = createDigests();
  let prefixes = false;
  return {
    appendingTo: (headerName, from) => {
      const suffix = headerName.replaceAll('-', '_');
      const name = variable(from === null ? `gw_append_${suffix}` : `gw_append_to_${from}`);
      if (!appending.has(name))
        appending.set(name, appendingMap(name, from ?? variable(`http_${suffix}`)));
      return name;
    },
    choice: (shares) => {
      const key = shares.join(' ');
      const name =
        choices.get(key)?.variable ?? variable(`gw_choice_${choiceName(shares, digestOf)}`);
      choices.set(key, splitBlock(name, shares, ''));
      return name;
    },
    sample: (shares, salt) => {
      const key = `${salt} ${shares.join(' ')}`;
      const name = variable(`gw_sample_${key.replaceAll(' ', '_')}`);
      choices.set(key, splitBlock(name, shares, salt));
      return name;
    },
    needPrefixChange: () => {
      prefixes = true;
    },
    family: (group, key, make) => {
      const members = families.get(group) ?? new Map<string, readonly MapBlock[]>();
      families.set(group, members);
      const digest = digestOf(`${group} ${key}`);
      if (!members.has(digest)) members.set(digest, make(digest));
      return digest;
    },
    maps: () => [
      {
        comment: comment('Request headers that values are appended to.'),
        maps: [...appending.values()],
      },
      {
        comment: comment('Random choices in proportion to weights.'),
        maps: [...choices].sort(byName).map(([, map]) => map),
      },
      {
        comment: comment('Paths after a prefix was replaced.'),
        maps: prefixes ? prefixMaps() : [],
      },
      ...[...families].sort(byName).map(([group, members]) => ({
        comment: comment(group),
        maps: [...members].sort(byName).flatMap(([, maps]) => maps),
      })),
    ],
  };
}

function appendingMap(name: VariableName, from: VariableName): MapBlock {
  const source = { variable: from };
  return mapBlock(name, [source], expression(source, ','), [{ key: emptyKey, value: empty }]);
}

// The shares of most rules say what the choice is.
const MAX_NAMED_SHARES = 6;

function choiceName(shares: readonly number[], digestOf: Digests): string {
  const all = shares.join('_');
  return shares.length <= MAX_NAMED_SHARES ? all : digestOf(`choice ${all}`);
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}

function prefixMaps(): readonly MapBlock[] {
  const { prefix, replacement, asSent, escaped, decoded } = prefixChange;
  const bar = '|';
  return [
    // Empty replacement and nothing left: the path is "/" (HTTPPathModifier, replacePrefixMatch).
    mapBlock(
      asSent,
      [
        { variable: variable('gw_path') },
        bar,
        { variable: replacement },
        bar,
        { variable: prefix },
        bar,
        { variable: variable('request_uri') },
      ],
      empty,
      [
        {
          key: regex('^0\\|\\|(?<gw_p1>[^|]*)\\|\\k<gw_p1>(?<gw_t1>\\?.*)?\\z'),
          value: expression('/', { variable: variable('gw_t1') }),
        },
        {
          key: regex('^0\\|[^|]*\\|(?<gw_p2>[^|]*)\\|\\k<gw_p2>(?<gw_t2>[/?].*)?\\z'),
          value: expression({ variable: replacement }, { variable: variable('gw_t2') }),
        },
      ],
    ),
    mapBlock(escaped, [{ variable: variable('request_uri') }], word(`$${asSent}`), [
      { key: regex(`^${plainPath}(?:\\?|\\z)`), value: empty },
    ]),
    mapBlock(
      decoded,
      [{ variable: replacement }, bar, { variable: prefix }, bar, { variable: variable('uri') }],
      word(`$${replacement}`),
      [
        { key: regex('^\\|(?<gw_p3>[^|]*)\\|\\k<gw_p3>/?\\z'), value: word('/') },
        {
          key: regex('^[^|]*\\|(?<gw_p4>[^|]*)\\|\\k<gw_p4>(?s)(?<gw_t4>/.*)\\z'),
          value: expression({ variable: replacement }, { variable: variable('gw_t4') }),
        },
      ],
    ),
  ];
}
