import type {
  Backend,
  BackendTls,
  GatewayIr,
  SubjectName,
  Trust,
  TrustBundle,
} from '../../ir/index.ts';
import type { Origin } from '../../source/place.ts';
import { describeResource } from '../../source/place.ts';
import type { Area, LocalChange } from '../change.ts';
import type { Risk } from '../risk.ts';
import { say, type Sentence } from '../sentence.ts';
import {
  compareFields,
  describeDifference,
  elsewhere,
  sameMeaning,
  type FieldComparisons,
} from './fields.ts';

/** A backend that both sides have. */
interface BackendPair {
  /** `namespace/name:port` */
  readonly subject: string;
  readonly base: Backend;
  readonly head: Backend;
}

type Compare<T> = FieldComparisons<T, BackendPair, LocalChange>;

const backendFields: Compare<Backend> = {
  id: elsewhere,
  resource: elsewhere,
  port: elsewhere,
  origin: elsewhere,
  protocol: (before, after, pair) =>
    before === after
      ? []
      : [
          changed(
            ['medium', 'backend'],
            pair,
            say`traffic to ${pair.subject} now uses ${after} (was ${before})`,
          ),
        ],
  tls: compareEncryption,
  persistence: (before, after, pair) =>
    compareSetting(['session', 'sessions at'], before, after, pair),
  retryBudget: (before, after, pair) =>
    compareSetting(['retry', 'the retry budget of'], before, after, pair),
  address: (before, after, pair) =>
    sameMeaning(before, after)
      ? []
      : [
          changed(
            ['low', 'backend'],
            pair,
            say`${pair.subject} is reached at other addresses: ${describeDifference(before, after)}`,
          ),
        ],
};

const tlsFields: Compare<BackendTls> = {
  origin: elsewhere,
  hostname: (before, after, pair) =>
    compareVerification('server name', before, after, { pair, describe: (name) => name }),
  names: (before, after, pair) =>
    compareVerification('accepted names', before, after, { pair, describe: namesOf }),
  parameters: (before, after, pair) =>
    compareSetting(['tls', 'TLS versions or ciphers for'], before, after, pair),
  certificate: (before, after, pair) =>
    sameMeaning(before, after)
      ? []
      : [
          changed(
            ['medium', 'tls'],
            pair,
            say`${pair.subject} is shown another certificate: ${describeDifference(before, after)}`,
          ),
        ],
  trust: (before, after, pair) =>
    compareVerification('authorities', before, after, { pair, describe: trustOf }),
};

const bundleFields: FieldComparisons<TrustBundle, null, string> = {
  id: elsewhere,
  certificates: (before, after) =>
    before === after ? [] : [`${certificatesIn(before)} before, ${certificatesIn(after)} now`],
};

/** How backends are reached that some rule sends requests to, before and after. */
export function compareBackends(base: GatewayIr, head: GatewayIr): readonly LocalChange[] {
  const earlier = byService(base.backends);
  return [...byService(head.backends)].flatMap(([subject, list]) => {
    const known = earlier.get(subject) ?? [];
    const rest = list.filter(({ id }) => !known.some((each) => each.id === id));
    const gone = known.filter(({ id }) => !list.some((each) => each.id === id));
    return list.flatMap((backend) => {
      // A port that is spoken to in one way only is the same backend when that way changes.
      const other = known.find(({ id }) => id === backend.id) ?? gone[rest.indexOf(backend)];
      if (other === undefined) return [];
      return compareFields(backendFields, other, backend, { subject, base: other, head: backend });
    });
  });
}

/** Bundles of authorities whose certificates changed; which bundle a backend is verified with stands with it. */
export function compareTrustBundles(base: GatewayIr, head: GatewayIr): readonly LocalChange[] {
  const earlier = new Map(base.trustBundles.map((bundle) => [bundle.id, bundle]));
  return head.trustBundles.flatMap((bundle) => {
    const before = earlier.get(bundle.id);
    if (before === undefined) return [];
    return compareFields(bundleFields, before, bundle, null).map((difference): LocalChange => ({
      risk: 'medium',
      area: 'tls',
      how: 'changed',
      sentence: say`the authorities of ${bundle.id} changed: ${difference}`,
      subjects: [bundle.id],
      base: bundleOrigin(base, bundle.id),
      head: bundleOrigin(head, bundle.id),
    }));
  });
}

function bundleOrigin({ backends, origin }: GatewayIr, id: TrustBundle['id']): Origin {
  const user = backends.find(({ tls }) => tls?.trust.kind === 'bundle' && tls.trust.id === id);
  return user?.tls?.origin ?? origin;
}

function certificatesIn(pem: string): string {
  const number = pem.split('-----BEGIN CERTIFICATE-----').length - 1;
  return number === 1 ? '1 certificate' : `${String(number)} certificates`;
}

function byService(backends: readonly Backend[]): ReadonlyMap<string, readonly Backend[]> {
  const found = new Map<string, Backend[]>();
  for (const backend of backends) {
    const { kind, namespace, name } = backend.resource;
    const service = `${kind === 'Service' ? '' : `${kind} `}${namespace}/${name}`;
    const key = `${service}:${String(backend.port)}`;
    const list = found.get(key);
    if (list === undefined) found.set(key, [backend]);
    else list.push(backend);
  }
  return found;
}

interface Places {
  readonly base: Origin;
  readonly head: Origin;
}

function changed(
  [risk, area]: readonly [Risk, Area],
  { subject, base, head }: BackendPair,
  sentence: Sentence,
  places: Places = { base: base.origin, head: head.origin },
): LocalChange {
  return { risk, area, how: 'changed', sentence, subjects: [subject], ...places };
}

function compareEncryption(
  before: BackendTls | null,
  after: BackendTls | null,
  pair: BackendPair,
): readonly LocalChange[] {
  const { subject, base, head } = pair;
  if (before !== null && after !== null) return compareFields(tlsFields, before, after, pair);
  if (before !== null) {
    const policy = describeResource(before.origin.resource);
    const words = say`${policy} no longer applies: traffic to ${subject} is no longer encrypted`;
    const places = { base: before.origin, head: head.origin };
    return [{ ...changed(['high', 'tls'], pair, words, places), how: 'removed' }];
  }
  if (after === null) return [];
  const policy = describeResource(after.origin.resource);
  const words = say`traffic to ${subject} is now encrypted, and verified as ${policy} says`;
  const places = { base: base.origin, head: after.origin };
  return [{ ...changed(['medium', 'tls'], pair, words, places), how: 'added' }];
}

function compareSetting(
  [area, what]: readonly [Area, string],
  before: unknown,
  after: unknown,
  pair: BackendPair,
): readonly LocalChange[] {
  if (sameMeaning(before, after)) return [];
  const words = say`${[what]} ${pair.subject} changed: ${describeDifference(before, after)}`;
  return [changed(['low', area], pair, words)];
}

interface Verification<T> {
  readonly pair: BackendPair;
  readonly describe: (value: T) => string;
}

/** Whoever changes what is verified may let somebody else answer. */
function compareVerification<T>(
  what: string,
  before: T,
  after: T,
  { pair, describe }: Verification<T>,
): readonly LocalChange[] {
  if (sameMeaning(before, after)) return [];
  const { subject, base, head } = pair;
  const words = say`the certificate of ${subject} is verified with another ${[what]}: ${describe(after)} (was ${describe(before)})`;
  const places = {
    base: base.tls?.origin ?? base.origin,
    head: head.tls?.origin ?? head.origin,
  };
  return [changed(['high', 'tls'], pair, words, places)];
}

function namesOf(names: readonly SubjectName[]): string {
  return names.map(({ kind, value }) => (kind === 'uri' ? value : `DNS ${value}`)).join(', ');
}

function trustOf(trust: Trust): string {
  return trust.kind === 'system' ? 'those of the proxy’s machine' : trust.id;
}
