import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { originOf, type GatewayAddress, type GatewaySpec, type Resource } from '../model/index.ts';
import type { Origin } from '../source/place.ts';
import { compareText } from '../util/compare.ts';
import type { ResolveOptions } from './resolve-options.ts';
import { isIpLiteral } from '../util/ip-literal.ts';

/** An address that a Gateway listens on. */
export interface AssignedAddress {
  /** IP literal. */
  readonly value: string;
  /** Where the address can be reached from (GEP-5093); empty where nothing is known of that. */
  readonly routability: string;
}

/** Reserved for tests: it guarantees nothing, and every implementation has to take it (GEP-5093). */
const sentinel = 'testing.x-k8s.io/sentinel';

/**
 * Where a Gateway listens, sorted; empty for all interfaces. Null when addresses are asked for and none of them
 * can be had: listening on all interfaces instead would expose more.
 */
export function resolveAddresses(
  gateway: Resource<GatewaySpec>,
  options: ResolveOptions,
  report: Report,
): readonly AssignedAddress[] | null {
  const wanted = gateway.spec.addresses ?? [];
  const usable = wanted.filter((address, position) =>
    isUsable(address, originOf(gateway, 'spec', 'addresses', position), options, report),
  );
  if (wanted.length > 0 && usable.length === 0) return null;
  const named = usable.flatMap(({ value = '', routability = '' }) =>
    value === '' ? [] : [{ value: value.toLowerCase(), routability }],
  );
  const given = options.addresses
    .filter(({ namespace, name }) => namespace === gateway.id.namespace && name === gateway.id.name)
    .map(({ address }) => address.toLowerCase());
  // An address without a value asks for any (GEP-3533 left the choice to the implementation).
  const any = usable.find(({ value = '' }) => value === '')?.routability ?? '';
  const assigned =
    given.length === 0
      ? named
      : given.map((value) => ({
          value,
          routability: named.find((each) => each.value === value)?.routability ?? any,
        }));
  const distinct = new Map(assigned.map((each) => [each.value, each]));
  return [...distinct.values()].sort((a, b) => compareText(a.value, b.value));
}

function isUsable(
  { type, value = '', routability = '' }: GatewayAddress,
  origin: Origin,
  { usableAddresses }: ResolveOptions,
  report: Report,
): boolean {
  const address = value.toLowerCase();
  if (value !== '' && (type !== 'IPAddress' || !isIpLiteral(value)))
    report(atField('resolve/unsupported-address', origin, { type }));
  else if (value !== '' && usableAddresses !== null && !usableAddresses.includes(address))
    report(atField('resolve/address-not-usable', origin, { address }));
  else if (routability !== '' && routability !== sentinel)
    report(atField('resolve/unsupported-routability', origin, { routability }));
  else return true;
  return false;
}
