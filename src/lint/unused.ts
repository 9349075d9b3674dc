import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { originOf, type ReferenceGrantSpec, type Resource } from '../model/index.ts';
import { needsGrant, permissionKeys, referencesOf } from '../resolve/references.ts';
import type { LintInput } from './input.ts';

/** Listeners of Gateways that no route is attached to, where there are routes at all. */
export function lintListeners({ resolution }: LintInput, report: Report): void {
  if (resolution.attachedRoutes === 0) return;
  for (const { gateway, listeners } of resolution.gateways) {
    for (const listener of listeners) {
      if ((resolution.attached.get(listener) ?? 0) > 0) continue;
      const { spec, origin } = listener;
      const related = [{ origin: originOf(gateway, 'metadata', 'name'), note: 'the Gateway' }];
      report(atField('lint/unused-listener', origin, { listener: spec.name }, { related }));
    }
  }
}

/** ReferenceGrants, or parts of them, that permit what nothing in the input asks for. */
export function lintGrants({ resources }: LintInput, report: Report): void {
  if (resources.referenceGrants.length === 0) return;
  const needed = new Set(
    referencesOf(resources, needsGrant).flatMap(({ from, to }) => permissionKeys(from, to)),
  );
  if (needed.size === 0 && resources.gateways.length === 0) return;
  for (const grant of resources.referenceGrants) lintGrant(grant, needed, report);
}

function lintGrant(
  grant: Resource<ReferenceGrantSpec>,
  needed: ReadonlySet<string>,
  report: Report,
): void {
  const { from, to } = grant.spec;
  const used = from.map((source) =>
    to.map((target) => {
      const name = target.name === undefined || target.name === '' ? null : target.name;
      const place = { ...target, name, namespace: grant.id.namespace };
      const [key] = permissionKeys(source, place);
      return needed.has(key);
    }),
  );
  if (!used.flat().includes(true)) {
    report(atField('lint/unused-grant', originOf(grant, 'spec'), { part: 'the grant' }));
    return;
  }
  used.forEach((row, position) => {
    if (row.includes(true)) return;
    const origin = originOf(grant, 'spec', 'from', position);
    report(atField('lint/unused-grant', origin, { part: 'this entry' }));
  });
  to.forEach((_, position) => {
    if (used.some((row) => row[position] === true)) return;
    const origin = originOf(grant, 'spec', 'to', position);
    report(atField('lint/unused-grant', origin, { part: 'this entry' }));
  });
}
