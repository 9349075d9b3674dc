import { catalogEntry } from '../diagnostics/catalog.ts';
import { fieldOf } from '../diagnostics/diagnostic.ts';
import type { GatewaySpec, Resource } from '../model/index.ts';
import type { ConditionFindings } from './conditions.ts';
import type { Condition } from './model.ts';

/**
 * Whether every entry of `spec.addresses` was satisfied (GEP-5093); the default choice always is. Null where nobody
 * looked for addresses, since something else was wrong.
 */
export function addressesAssigned(
  { spec, meta }: Resource<GatewaySpec>,
  findings: ConditionFindings,
): Condition | null {
  if (findings.below('spec', 'infrastructure').length > 0) return null;
  const unsatisfied = new Map(
    findings
      .below('spec', 'addresses')
      .map((finding) => [
        Number(fieldOf(finding)?.[2]),
        catalogEntry(finding.code).message(finding.args),
      ]),
  );
  const all = unsatisfied.size === 0;
  const none = !all && unsatisfied.size === (spec.addresses ?? []).length;
  return {
    type: 'AddressesAssigned',
    status: all ? 'True' : 'False',
    reason: all ? 'AddressesAssigned' : none ? 'NotAssigned' : 'PartiallyAssigned',
    message: [...unsatisfied]
      .map(([position, message]) => `spec.addresses[${String(position)}]: ${message}`)
      .join('; '),
    observedGeneration: meta.generation,
  };
}
