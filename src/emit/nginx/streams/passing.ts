import { createHash } from 'node:crypto';
import { connectionKey, type Backend, type RuleId, type StreamRule } from '../../../ir/index.ts';
import { computed, directive, entry, type Line } from '../directive.ts';
import { armsOf, type Arm } from '../lower/backends.ts';
import { backendTlsLines } from '../lower/backend-tls-lines.ts';
import { SHARES, sharesOf } from '../lower/split.ts';
import { describeRule } from '../provenance.ts';
import { noBlocks } from '../print.ts';
import {
  empty,
  expression,
  reference,
  socketAddress,
  type Value,
  variable,
  type VariableName,
  word,
  type Word,
} from '../quote.ts';
import type { LoweredServer, MapBlock } from '../view.ts';
import { backendSocket } from './local-sockets.ts';
import type { StreamSurroundings } from './surroundings.ts';

/** How a server passes the connections of a rule on. */
export interface Passing {
  /** What `proxy_pass` takes; nothing for connections that are closed. */
  readonly target: Word | Value | null;
  /** The target is a name that has to be looked up for each connection, so it has to stand in a variable. */
  readonly byName: boolean;
  /** What the server has to say besides `proxy_pass`. */
  readonly lines: readonly Line[];
  /** Servers of single backends, where one server's settings cannot fit all of them. */
  readonly servers: readonly LoweredServer[];
}

/** Connections are closed, datagrams dropped. */
export const closed: Passing = { target: null, byName: false, lines: [], servers: [] };

/** @param port - of the socket, for the names of local sockets */
export function passingOf(rule: StreamRule, port: number, around: StreamSurroundings): Passing {
  const { lookup, options } = around;
  const arms = armsOf({ ...rule, persistence: null }, rule.backends, lookup, options);
  const [first, ...others] = arms;
  if (first === undefined) return closed;
  const settings = new Set(
    arms.flatMap(settingsOf).map((tls) => connectionKey({ protocol: 'tcp', tls })),
  );
  if (others.length === 0) return single(first, around);
  const tls = arms.flatMap(settingsOf)[0] ?? null;
  // Settings of TLS belong to a server, so backends with different ones need a server each.
  const apart = settings.size > 1;
  const values = arms.map((arm, index) =>
    apart && arm.target.kind !== 'respond'
      ? backendSocket(port, rule.id, index, around)
      : (targetOf(arm, around) ?? empty),
  );
  const choice = choiceOf(rule.id, port, apart);
  around.choices.add(
    choiceBlock(
      choice,
      arms.map(({ weight }) => weight),
      values,
    ),
  );
  return {
    target: reference(choice),
    byName: false,
    lines: apart ? [] : tlsLines(tls, around),
    servers: apart
      ? arms.flatMap((arm, index) => armServer({ rule, arm, index, port }, around))
      : [],
  };
}

function single(arm: Arm, around: StreamSurroundings): Passing {
  const target = targetOf(arm, around);
  if (target === null) return closed;
  const [tls = null] = settingsOf(arm);
  const byName = arm.target.kind === 'name';
  return { target, byName, lines: tlsLines(tls, around), servers: [] };
}

function targetOf({ target }: Arm, { upstreams }: StreamSurroundings): Word | Value | null {
  switch (target.kind) {
    case 'respond':
      return null;
    case 'backend':
    case 'merged':
      return word(upstreams.nameOf(target, 1));
    case 'name':
      return socketAddress(`${target.host}:${String(target.port)}`);
  }
}

/** TLS to the backends of an arm, null for none; backends that share an upstream have the same. */
function settingsOf({ target }: Arm): readonly Backend['tls'][] {
  switch (target.kind) {
    case 'respond':
      return [];
    case 'backend':
    case 'name':
      return [target.backend.tls];
    case 'merged':
      return target.shares.slice(0, 1).map(({ backend }) => backend.tls);
  }
}

function tlsLines(tls: Backend['tls'], around: StreamSurroundings): readonly Line[] {
  if (tls === null) return [];
  return [directive('proxy_ssl', word('on')), ...backendTlsLines({ tls }, 'proxy', around)];
}

interface ArmPlace {
  readonly rule: StreamRule;
  readonly arm: Arm;
  readonly index: number;
  readonly port: number;
}

function armServer(
  { rule, arm, index, port }: ArmPlace,
  around: StreamSurroundings,
): readonly LoweredServer[] {
  const passing = single(arm, around);
  if (passing.target === null) return [];
  return [
    {
      comment: around.provenance.tie(`${describeRule(rule)}: one of its backends`, rule.origin),
      lines: [
        // The client's address does not matter any more, so nothing has to begin with it.
        directive('listen', backendSocket(port, rule.id, index, around)),
        ...passLines(passing),
      ],
      locations: noBlocks,
    },
  ];
}

/** How a server ends: by passing connections on, or by closing them without an answer. */
export function passLines({ target, byName, lines }: Passing): readonly Line[] {
  if (target === null) return [directive('return', empty)];
  // A name in `proxy_pass` itself would be looked up once, when NGINX starts.
  if (byName)
    return [
      ...lines,
      directive('set', reference(nameVariable), target),
      directive('proxy_pass', reference(nameVariable)),
    ];
  return [...lines, directive('proxy_pass', target)];
}

const nameVariable = variable('gw_backend');

function choiceOf(rule: RuleId, port: number, apart: boolean): VariableName {
  const key = apart ? `${rule} ${String(port)}` : rule;
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 12);
  return variable(`gw_choice_${digest}`);
}

/** No two connections of a worker have the same number, and no two workers the same process number. */
function choiceBlock(
  name: VariableName,
  weights: readonly number[],
  values: readonly (Word | Value)[],
): MapBlock {
  const shares = sharesOf(weights);
  const key = expression(
    { variable: variable('connection') },
    ' ',
    { variable: variable('pid') },
    ' ',
    { variable: variable('msec') },
  );
  return {
    comments: [],
    head: computed('split_clients', key, name),
    variable: name,
    lines: values.map((value, index) => {
      const share = (100 * (shares[index] ?? 0)) / SHARES;
      return entry(word(index === values.length - 1 ? '*' : `${String(share)}%`), value);
    }),
  };
}
