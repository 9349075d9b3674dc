import { isPolicy, isRoute } from './kinds.ts';
import { nameOf, type InspectedObject, type Inspection } from './model.ts';
import { ageOf, conditionOf, listAt, shortList, textAt } from './values.ts';

/** One column of `gatewright get`. */
export interface Column {
  readonly title: string;
  /** Only with `-o wide`. */
  readonly wide: boolean;
  readonly value: (object: InspectedObject) => string;
}

/** The columns of a kind, name and age aside. */
export function columnsOf(kind: string, inspection: Inspection): readonly Column[] {
  if (kind === 'GatewayClass') return classColumns(inspection);
  if (kind === 'Gateway') return gatewayColumns(inspection);
  if (isRoute(kind)) return routeColumns(inspection);
  if (isPolicy(kind)) return policyColumns();
  if (kind === 'ReferenceGrant') return grantColumns(inspection);
  if (kind === 'Service') return serviceColumns(inspection);
  return [];
}

export function ageColumn(now: number): Column {
  return column('AGE', ({ meta }) => ageOf(meta.creationTimestamp, now));
}

function column(title: string, value: Column['value'], wide = false): Column {
  return { title, value, wide };
}

function classColumns({ to }: Inspection): readonly Column[] {
  return [
    column('CONTROLLER', ({ value }) => textAt(value, 'spec', 'controllerName')),
    column('ACCEPTED', (object) => conditionOf(object, 'Accepted')),
    column(
      'GATEWAYS',
      ({ id }) => String(to(id).filter(({ role }) => role === 'class').length),
      true,
    ),
  ];
}

function gatewayColumns(inspection: Inspection): readonly Column[] {
  return [
    column('CLASS', ({ value }) => textAt(value, 'spec', 'gatewayClassName')),
    column('ADDRESSES', ({ status }) =>
      status !== null && 'addresses' in status
        ? shortList(
            status.addresses.map((each) => each.value),
            '',
          )
        : '',
    ),
    column('PORTS', ({ value }) =>
      [...new Set(listAt(value, 'spec', 'listeners').map((each) => textAt(each, 'port')))].join(
        ',',
      ),
    ),
    column('PROGRAMMED', (object) => conditionOf(object, 'Programmed')),
    policies(inspection),
    column(
      'ROUTES',
      ({ status }) =>
        status !== null && 'listeners' in status
          ? String(status.listeners.reduce((sum, each) => sum + each.attachedRoutes, 0))
          : '0',
      true,
    ),
  ];
}

function routeColumns(inspection: Inspection): readonly Column[] {
  return [
    column('HOSTNAMES', ({ value }) => shortList(listAt(value, 'spec', 'hostnames').map(String))),
    column('PARENT REFS', ({ value }) => String(listAt(value, 'spec', 'parentRefs').length)),
    column('ACCEPTED', (object) => conditionOf(object, 'Accepted')),
    column('RESOLVED', (object) => conditionOf(object, 'ResolvedRefs')),
    policies(inspection),
  ];
}

function policyColumns(): readonly Column[] {
  return [
    column('KIND', ({ id }) => `${id.kind}.${id.group}`),
    column('TARGETS', ({ value }) =>
      shortList(
        listAt(value, 'spec', 'targetRefs').map((each) => {
          const section = textAt(each, 'sectionName');
          const name = `${textAt(each, 'kind')}/${textAt(each, 'name')}`;
          return section === '' ? name : `${name}#${section}`;
        }),
      ),
    ),
    column('POLICY TYPE', () => 'Direct'),
    column('ACCEPTED', (object) => conditionOf(object, 'Accepted')),
  ];
}

function grantColumns({ permittedBy }: Inspection): readonly Column[] {
  const sides = (object: InspectedObject, side: string, field: string) =>
    shortList(
      listAt(object.value, 'spec', side).map((each) => {
        const name = textAt(each, field);
        return `${textAt(each, 'kind')}${name === '' ? '' : `/${name}`}`;
      }),
    );
  return [
    column('FROM', (object) => sides(object, 'from', 'namespace')),
    column('TO', (object) => sides(object, 'to', 'name')),
    column(
      'USED BY',
      ({ id }) => shortList([...new Set(permittedBy(id).map(({ from }) => nameOf(from)))]),
      true,
    ),
  ];
}

function serviceColumns(inspection: Inspection): readonly Column[] {
  return [
    column('TYPE', ({ id }) => id.kind),
    column(
      'REFERRED BY ROUTES',
      ({ id }) =>
        shortList([
          ...new Set(
            inspection
              .to(id)
              .filter(({ role, from }) => role === 'backend' && isRoute(from.kind))
              .map(({ from }) => nameOf(from)),
          ),
        ]),
      true,
    ),
    policies(inspection),
  ];
}

function policies({ to }: Inspection): Column {
  const count = ({ id }: InspectedObject) => to(id).filter(({ role }) => role === 'target').length;
  return column('POLICIES', (object) => String(count(object)), true);
}
