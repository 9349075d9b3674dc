import type { GatewayIr, GatewayMetadata } from '../../ir/index.ts';
import { describeResource } from '../../source/place.ts';
import type { LocalChange } from '../change.ts';
import { say } from '../sentence.ts';
import { compareBackends, compareTrustBundles } from './backends.ts';
import { compareCertificates } from './certificates.ts';
import { backendNames } from './destination.ts';
import {
  compareFields,
  describeDifference,
  elsewhere,
  sameMeaning,
  type FieldComparisons,
} from './fields.ts';
import { compareListeners } from './listeners.ts';
import { compareRequests } from './requests.ts';
import type { NamesOfSides } from './rules.ts';
import { compareShadows } from './shadows.ts';
import { compareStreams } from './streams.ts';
import { compareTracing } from './tracing.ts';

interface GatewayPair {
  readonly base: GatewayIr;
  readonly head: GatewayIr;
  readonly names: NamesOfSides;
}

/** Everything about a Gateway, field by field; parts that refer to each other are compared by one function. */
const gatewayFields: FieldComparisons<GatewayIr, GatewayPair, LocalChange> = {
  resource: elsewhere,
  origin: elsewhere,
  metadata: compareMetadata,
  sockets: (_before, _after, { base, head }) => compareListeners(base, head),
  rules: (_before, _after, { base, head, names }) => [
    ...compareRequests(base, head, names),
    ...compareShadows(base, head),
  ],
  streamRules: (_before, _after, { base, head, names }) => compareStreams(base, head, names),
  backends: (_before, _after, { base, head }) => compareBackends(base, head),
  certificates: (_before, _after, { base, head }) => compareCertificates(base, head),
  trustBundles: (_before, _after, { base, head }) => compareTrustBundles(base, head),
  tracing: (_before, _after, { base, head }) => compareTracing(base, head),
  clientCertificate: (before, after, { base, head }) => {
    if (before === after) return [];
    const sentence =
      after === null
        ? say`backends with TLS are no longer shown a certificate (was Secret ${before ?? ''})`
        : before === null
          ? say`backends with TLS are now shown the certificate of Secret ${after}`
          : say`backends with TLS are now shown the certificate of Secret ${after} (was ${before})`;
    return [
      {
        risk: after === null ? 'high' : 'medium',
        area: 'tls',
        how: 'changed',
        sentence,
        subjects: [after ?? before ?? ''],
        base: base.origin,
        head: head.origin,
      },
    ];
  },
};

/** What becomes different at one Gateway. */
export function compareGateways(base: GatewayIr, head: GatewayIr): readonly LocalChange[] {
  const everywhere = [...base.backends, ...head.backends];
  const names = {
    base: backendNames(base.backends, everywhere),
    head: backendNames(head.backends, everywhere),
  };
  return compareFields(gatewayFields, base, head, { base, head, names });
}

/** A Gateway that came is compared with one that serves nothing. */
export function addedGateway(head: GatewayIr): readonly LocalChange[] {
  return [
    gatewayChange(head, 'added'),
    ...compareGateways(emptyGateway(head), head).map((change) => ({ ...change, base: null })),
  ];
}

/** What a Gateway that went served needs no list. */
export function removedGateway(base: GatewayIr): readonly LocalChange[] {
  return [gatewayChange(base, 'removed')];
}

function gatewayChange(gateway: GatewayIr, how: 'added' | 'removed'): LocalChange {
  const name = describeResource(gateway.resource);
  const { origin } = gateway;
  return {
    risk: how === 'added' ? 'medium' : 'high',
    area: 'gateway',
    how,
    sentence:
      how === 'added'
        ? say`${name} was added`
        : say`${name} was removed: nothing of it is served any more`,
    subjects: [name],
    base: how === 'added' ? null : origin,
    head: how === 'added' ? origin : null,
  };
}

function emptyGateway({ resource, origin, metadata }: GatewayIr): GatewayIr {
  return {
    resource,
    origin,
    metadata,
    sockets: [],
    rules: [],
    streamRules: [],
    backends: [],
    certificates: [],
    trustBundles: [],
    clientCertificate: null,
    tracing: null,
  };
}

function compareMetadata(
  before: GatewayMetadata,
  after: GatewayMetadata,
  { base, head }: GatewayPair,
): readonly LocalChange[] {
  if (sameMeaning(before, after)) return [];
  const difference = describeDifference(
    {
      labels: Object.fromEntries(before.labels),
      annotations: Object.fromEntries(before.annotations),
    },
    {
      labels: Object.fromEntries(after.labels),
      annotations: Object.fromEntries(after.annotations),
    },
  );
  return [
    {
      risk: 'info',
      area: 'gateway',
      how: 'changed',
      sentence: say`labels or annotations for what is made for the Gateway changed: ${difference}`,
      subjects: [describeResource(head.resource)],
      base: base.origin,
      head: head.origin,
    },
  ];
}
