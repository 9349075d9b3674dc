import type { GatewayIr, Ir } from '../../ir/index.ts';
import { compareText } from '../../util/compare.ts';
import type { Change, LocalChange } from '../change.ts';
import { compareRisks } from '../risk.ts';
import { plainText } from '../sentence.ts';
import { addedGateway, compareGateways, removedGateway } from './gateways.ts';

/**
 * What a change of manifests does to traffic, computed from what both sides compile to. The highest risk comes first,
 * then Gateway by Gateway in the order of the text.
 */
export function meaningOf(base: Ir, head: Ir): readonly Change[] {
  const before = byName(base);
  const after = byName(head);
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [from, to] = [before.get(key), after.get(key)];
    const gateway = (to ?? from)?.resource;
    if (gateway === undefined) return [];
    return comparePair(from, to).map((change): Change => ({ ...change, gateway }));
  });
  return changes.sort(
    (a, b) =>
      compareRisks(a.risk, b.risk) ||
      compareText(nameOf(a.gateway), nameOf(b.gateway)) ||
      compareText(a.area, b.area) ||
      compareText(plainText(a.sentence), plainText(b.sentence)),
  );
}

function comparePair(
  base: GatewayIr | undefined,
  head: GatewayIr | undefined,
): readonly LocalChange[] {
  if (base !== undefined && head !== undefined) return compareGateways(base, head);
  if (head !== undefined) return addedGateway(head);
  return base === undefined ? [] : removedGateway(base);
}

function byName({ gateways }: Ir): ReadonlyMap<string, GatewayIr> {
  return new Map(gateways.map((gateway) => [nameOf(gateway.resource), gateway]));
}

function nameOf({ namespace, name }: GatewayIr['resource']): string {
  return `${namespace}/${name}`;
}
