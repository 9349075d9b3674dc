import { catalogEntry } from '../diagnostics/catalog.ts';
import { formatFieldPath } from '../source/field-path.ts';
import type { ResourceId } from '../source/place.ts';
import { isPolicy, isRoute } from './kinds.ts';
import { nameOf, type InspectedObject, type Inspection, type JudgedReference } from './model.ts';
import { missingGrants, type MissingGrant } from './permissions.ts';
import { policiesOn } from './policies.ts';

/** A part of a description. */
export interface Section {
  readonly title: string;
  readonly body:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'value'; readonly value: unknown }
    | {
        readonly kind: 'table';
        readonly columns: readonly string[];
        readonly rows: readonly (readonly string[])[];
      }
    | { readonly kind: 'list'; readonly lines: readonly string[] };
}

/** What an object has to do with others, and what is wrong with it. */
export interface Relations {
  readonly sections: readonly Section[];
  /** To be added, so that the object's references are permitted. */
  readonly missing: readonly MissingGrant[];
}

export function relationsOf(object: InspectedObject, inspection: Inspection): Relations {
  const { id } = object;
  const [own, back] = [inspection.from(id), inspection.to(id)];
  const missing = missingGrants([...own, ...back]);
  const sections = [
    ...parents(own, inspection),
    ...attached(id, back),
    ...backends(id, own, back, inspection),
    ...others(own),
    ...policies(id, own, back, inspection),
    ...grants(id, own, back, inspection),
    ...analysis(id, inspection),
  ];
  return { sections, missing };
}

function table(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly Section[] {
  const distinct = new Map(rows.map((row) => [JSON.stringify(row), row]));
  return rows.length === 0
    ? []
    : [{ title, body: { kind: 'table', columns, rows: [...distinct.values()] } }];
}

const dash = (text: string | null): string => text ?? '-';

function parents(own: readonly JudgedReference[], inspection: Inspection): readonly Section[] {
  const rows = own
    .filter(({ role }) => role === 'parent')
    .map((reference) => [
      reference.to.kind,
      nameOf(reference.to),
      dash(reference.section),
      acceptedBy(reference, inspection.find(reference.from)),
    ]);
  return table('Parents', ['Kind', 'Name', 'Section', 'Accepted'], rows);
}

/** What the status of the route says of one of its parentRefs. */
function acceptedBy(
  { from, to, section, exists }: JudgedReference,
  route: InspectedObject | null,
): string {
  if (!exists) return 'no such object';
  const status = route?.status ?? null;
  if (status === null || !('parents' in status)) return 'Unknown';
  const found = status.parents.find(
    ({ parentRef }) =>
      parentRef['name'] === to.name &&
      (parentRef['namespace'] ?? from.namespace) === to.namespace &&
      String(parentRef['sectionName'] ?? parentRef['port'] ?? '') === (section ?? ''),
  );
  const condition = found?.conditions.find(({ type }) => type === 'Accepted');
  if (condition === undefined) return 'Unknown';
  return condition.status === 'True' ? 'True' : `False (${condition.reason})`;
}

/** Gateways of a class; routes and ListenerSets of a Gateway. */
function attached(id: ResourceId, back: readonly JudgedReference[]): readonly Section[] {
  const rows = (wanted: readonly JudgedReference[]) =>
    wanted.map(({ from, section }) => [from.kind, nameOf(from), dash(section)]);
  const columns = ['Kind', 'Name', 'Section'];
  const children = back.filter(({ role }) => role === 'parent');
  if (id.kind === 'GatewayClass')
    return table(
      'AttachedGateways',
      ['Kind', 'Name'],
      rows(back).map((row) => row.slice(0, 2)),
    );
  return [
    ...table('AttachedRoutes', columns, rows(children.filter(({ from }) => isRoute(from.kind)))),
    ...table('AttachedObjects', columns, rows(children.filter(({ from }) => !isRoute(from.kind)))),
  ];
}

function backends(
  id: ResourceId,
  own: readonly JudgedReference[],
  back: readonly JudgedReference[],
  { from }: Inspection,
): readonly Section[] {
  // A Gateway's are those of its routes.
  const routes = back.filter((each) => each.role === 'parent').map((each) => each.from);
  const mine = id.kind === 'Gateway' ? routes.flatMap((route) => from(route)) : own;
  const rows = mine
    .filter(({ role }) => role === 'backend')
    .map((each) => [
      each.to.kind,
      nameOf(each.to),
      dash(each.section),
      each.exists ? 'yes' : 'no',
      permissionText(each),
    ]);
  const users = back
    .filter(({ role }) => role === 'backend')
    .map((each) => [each.from.kind, nameOf(each.from), dash(each.section), permissionText(each)]);
  return [
    ...table('Backends', ['Kind', 'Name', 'Port', 'Exists', 'Permitted'], rows),
    ...table('ReferencedByRoutes', ['Kind', 'Name', 'Port', 'Permitted'], users),
  ];
}

function permissionText({ permission }: JudgedReference): string {
  switch (permission.kind) {
    case 'not-needed':
      return 'same namespace';
    case 'granted':
      return `by ReferenceGrant ${nameOf(permission.by)}`;
    case 'missing':
      return 'no: a ReferenceGrant is missing';
  }
}

function others(own: readonly JudgedReference[]): readonly Section[] {
  const rows = own
    .filter(({ role }) => role !== 'parent' && role !== 'backend')
    .map((each) => [
      formatFieldPath(each.origin.path),
      each.to.kind,
      nameOf(each.to),
      each.exists ? 'yes' : 'no',
    ]);
  return table('References', ['Field', 'Kind', 'Name', 'Exists'], rows);
}

function policies(
  id: ResourceId,
  own: readonly JudgedReference[],
  back: readonly JudgedReference[],
  inspection: Inspection,
): readonly Section[] {
  if (isPolicy(id.kind)) return [];
  const direct = back.filter(({ role, from }) => role === 'target' && isPolicy(from.kind));
  const routes = back.filter(({ role }) => role === 'parent').map(({ from }) => from);
  const through = [...own, ...routes.flatMap((route) => inspection.from(route))]
    .filter(({ role }) => role === 'backend')
    .map(({ to }) => to);
  const rows = policiesOn([id, ...through], inspection).map((each) => [
    each.policy.kind,
    nameOf(each.policy),
    `${each.target.kind} ${nameOf(each.target)}`,
    dash(each.section),
    each.overriddenBy === null ? 'yes' : `no: ${nameOf(each.overriddenBy)} is older`,
  ]);
  return [
    ...table(
      'DirectlyAttachedPolicies',
      ['Type', 'Name'],
      direct.map(({ from }) => [`${from.kind}.${from.group}`, nameOf(from)]),
    ),
    ...table('EffectivePolicies', ['Kind', 'Name', 'Target', 'Section', 'In force'], rows),
  ];
}

function grants(
  id: ResourceId,
  own: readonly JudgedReference[],
  back: readonly JudgedReference[],
  { permittedBy }: Inspection,
): readonly Section[] {
  if (id.kind === 'ReferenceGrant')
    return table(
      'Permits',
      ['From', 'To', 'Field'],
      permittedBy(id).map(({ from, to, origin }) => [
        `${from.kind} ${nameOf(from)}`,
        `${to.kind} ${nameOf(to)}`,
        formatFieldPath(origin.path),
      ]),
    );
  const rows = [...own, ...back].flatMap(({ permission, from, to }) =>
    permission.kind === 'granted'
      ? [[nameOf(permission.by), `${from.kind} ${nameOf(from)}`, `${to.kind} ${nameOf(to)}`]]
      : [],
  );
  return table('ReferenceGrants', ['Name', 'From', 'To'], rows);
}

function analysis(id: ResourceId, { findingsAbout }: Inspection): readonly Section[] {
  const lines = findingsAbout(id).map(({ code, severity, args, span, target }) => {
    const place = span === null ? '' : ` (${span.file}:${String(span.start.line)})`;
    const proxy = target === null ? '' : `${target}: `;
    return `${severity}[${code}]: ${proxy}${catalogEntry(code).message(args)}${place}`;
  });
  return lines.length === 0 ? [] : [{ title: 'Analysis', body: { kind: 'list', lines } }];
}
