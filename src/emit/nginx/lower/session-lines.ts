import { createHash } from 'node:crypto';
import type { BackendId, Endpoint, RuleId, SessionPersistence } from '../../../ir/index.ts';
import { splitWeights } from '../../../target/weights.ts';
import { directive, type Line } from '../directive.ts';
import { pcreLiteral } from '../pcre.ts';
import {
  empty,
  expression,
  literal,
  mapKey,
  regex,
  text,
  variable,
  word,
  type VariableName,
} from '../quote.ts';
import type { MapBlock } from '../view.ts';
import type { Arm } from './backends.ts';
import { capture, mapBlock } from './map-block.ts';
import type { SharedMaps } from './shared-maps.ts';
import { sharesOf } from './split.ts';

const GROUP =
  'Sessions: the endpoint that a client comes back to, or a random one for a new client.';

/** One endpoint of a rule or backend with session persistence. */
export interface SessionPeer {
  readonly endpoint: Endpoint;
  readonly weight: number;
  /** What the client keeps; says nothing about the address to those who do not know it. */
  readonly id: string;
  readonly arm: Arm;
}

/**
 * The endpoints of backends, with weights that keep the backends' proportion.
 *
 * @param scope - what clients keep is good within it
 */
export function sessionPeers(
  scope: RuleId | BackendId,
  arms: readonly Arm[],
): readonly SessionPeer[] {
  const backends = arms.flatMap((arm) =>
    arm.target.kind === 'backend' && arm.target.backend.address.kind === 'endpoints'
      ? [
          {
            arm,
            weight: arm.weight,
            id: arm.target.backend.id,
            endpoints: arm.target.backend.address.endpoints,
          },
        ]
      : [],
  );
  const weights = splitWeights(
    backends.map(({ weight, endpoints }) => ({ weight, parts: endpoints.length })),
  );
  return backends.flatMap(({ arm, id, endpoints }, index) =>
    endpoints.map((endpoint) => ({
      endpoint,
      weight: weights?.[index] ?? 1,
      id: digestOf(`${scope} ${id} ${endpoint.address} ${String(endpoint.port)}`, 16),
      arm,
    })),
  );
}

export interface SessionChoice {
  /** Holds the position of the endpoint, from 1. */
  readonly chosen: VariableName;
  /** Lines that tell the client what to keep. */
  readonly lines: readonly Line[];
}

/** Chooses an endpoint by what the client has kept. */
export function sessionChoice(
  persistence: SessionPersistence,
  peers: readonly SessionPeer[],
  shared: SharedMaps,
): SessionChoice {
  const shares = sharesOf(peers.map(({ weight }) => weight));
  const drawn = shared.choice(shares);
  const key = JSON.stringify([{ ...persistence, origin: null }, shares, peers.map(({ id }) => id)]);
  const names = namesOf(
    shared.family(GROUP, key, (digest) => mapsOf(persistence, peers, drawn, namesOf(digest))),
  );
  const field = persistence.kind === 'cookie' ? 'Set-Cookie' : persistence.name;
  return {
    chosen: names.chosen,
    lines: [
      directive('add_header', literal(field), expression({ variable: names.told }), word('always')),
    ],
  };
}

interface Names {
  readonly kept: VariableName;
  readonly chosen: VariableName;
  readonly told: VariableName;
}

function namesOf(digest: string): Names {
  return {
    kept: variable(`gw_kept_${digest}`),
    chosen: variable(`gw_session_${digest}`),
    told: variable(`gw_told_${digest}`),
  };
}

function mapsOf(
  persistence: SessionPersistence,
  peers: readonly SessionPeer[],
  drawn: VariableName,
  { kept, chosen, told }: Names,
): readonly MapBlock[] {
  const position = (index: number) => text(String(index + 1));
  const known = new Set<string>();
  return [
    keptBlock(persistence, kept),
    mapBlock(
      chosen,
      [{ variable: kept }],
      word(`$${drawn}`),
      // Several references may name one backend: a client comes back by the first of them.
      peers.flatMap(({ id }, index) =>
        known.size < known.add(id).size ? [{ key: mapKey(id), value: position(index) }] : [],
      ),
    ),
    // A client that has the right thing already is told nothing.
    mapBlock(told, [{ variable: kept }, '|', { variable: chosen }], empty, [
      ...peers.map(({ id }, index) => ({
        key: mapKey(`${id}|${String(index + 1)}`),
        value: persistence.kind === 'cookie' ? empty : text(id),
      })),
      ...peers.map(({ id }, index) => ({
        key: regex(`\\|${String(index + 1)}\\z`),
        value: text(persistence.kind === 'cookie' ? cookie(persistence, id) : id),
      })),
    ]),
  ];
}

/** `$cookie_NAME` cannot be written for every name, and does not look at its case. */
function keptBlock(persistence: SessionPersistence, kept: VariableName): MapBlock {
  if (persistence.kind === 'header') {
    const field = variable(`http_${persistence.name.toLowerCase().replaceAll('-', '_')}`);
    return mapBlock(kept, [{ variable: field }], expression({ variable: field }), []);
  }
  const name = pcreLiteral(persistence.name);
  const group = `gw_c_${digestOf(kept, 8)}`;
  return mapBlock(kept, [{ variable: variable('http_cookie') }], empty, [
    { key: regex(`(?:^|;[ ]*)${name}=(?<${group}>[0-9a-f]+)(?:;|\\z)`), value: capture(group) },
  ]);
}

function cookie(
  { name, path, maxAge }: Extract<SessionPersistence, { readonly kind: 'cookie' }>,
  id: string,
): string {
  const age = maxAge === null ? '' : `; Max-Age=${String(Math.ceil(maxAge / 1000))}`;
  return `${name}=${id}; Path=${path}${age}; HttpOnly`;
}

function digestOf(value: string, length: number): string {
  return createHash('sha256').update(value).digest('hex').slice(0, length);
}
