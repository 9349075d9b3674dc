import type { Speech } from '../differential/echo.ts';
import type { EndpointSlice, Manifest } from './configuration.ts';
import type { Random } from './random.ts';
import { validationOf } from './validations.ts';

/** What a rule wants of a backend: bytes may have TLS around them, which `passed` have of the client. */
export type Want = 'http' | 'grpc' | 'bytes' | 'passed' | 'datagrams';

/** A backend that is no Service with known endpoints. */
export interface OtherBackend {
  readonly takes: readonly Want[];
  /** The fields of a backendRef that name it. */
  readonly ref: OtherRef;
  readonly objects: readonly (Manifest | EndpointSlice)[];
}

export interface OtherRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly port?: number | string;
}

/** What is spoken; `secured` in TLS that the gateway begins. */
interface Form {
  readonly speech: Speech;
  readonly secured: boolean;
  readonly takes: readonly Want[];
}

const forms: readonly Form[] = [
  { speech: 'http', secured: false, takes: ['http'] },
  { speech: 'h2c', secured: false, takes: ['http', 'grpc'] },
  { speech: 'https', secured: true, takes: ['http'] },
  { speech: 'https', secured: true, takes: ['http'] },
  { speech: 'bytes', secured: false, takes: ['bytes'] },
  { speech: 'tls', secured: true, takes: ['bytes'] },
  { speech: 'tls', secured: false, takes: ['passed'] },
  { speech: 'udp', secured: false, takes: ['datagrams'] },
];

/** The name of the label that Pods of every namespace have: `podsOf` makes them. */
const pods = { matchLabels: { app: 'pods' } };
/** Services have the first ones, too; who takes one kind for another is found out. */
const names = ['one', 'two', 'bytes'];
const port = 8080;
const groups = {
  XBackend: 'gateway.networking.x-k8s.io',
  ServiceImport: 'multicluster.x-k8s.io',
  Service: '',
} as const;

/** Up to three backends for what some rules want. */
export function otherBackends(
  random: Random,
  { name, foreign }: { readonly name: string; readonly foreign: string },
  wants: readonly Want[],
): readonly OtherBackend[] {
  if (random.chance(65)) return [];
  return random
    .list(1, 3, () => random.pick(wants))
    .map((want, index) => {
      const form = random.pick(forms.filter(({ takes }) => takes.includes(want)));
      const namespace = random.chance(90) ? name : foreign;
      const kind = random.pick(
        form.secured
          ? (['Service', 'XBackend'] as const)
          : (['Service', 'XBackend', 'ServiceImport'] as const),
      );
      const validation = form.secured ? validationOf(random) : null;
      const called =
        validation?.fits === false
          ? `stray${String(index)}`
          : kind === 'Service'
            ? `o${String(index)}`
            : (names[index] ?? '');
      return makers[kind](random, {
        ...{ form, namespace, name: called },
        validation: validation?.validation ?? null,
        echo: `$echo ${kind === 'Service' ? '' : `${kind}/`}${namespace}/${called} ${form.speech}`,
      });
    });
}

interface Wanted {
  readonly form: Form;
  readonly namespace: string;
  readonly name: string;
  readonly validation: object | null;
  /** Stands for the port that its echo listens on. */
  readonly echo: string;
}

type Maker = (random: Random, wanted: Wanted) => OtherBackend;

const makers: Readonly<Record<keyof typeof groups, Maker>> = {
  XBackend: xBackend,
  ServiceImport: serviceImport,
  Service: service,
};

/** Of Pods, of no Pods, or outside of the cluster. */
function xBackend(random: Random, wanted: Wanted): OtherBackend {
  const { form, namespace, name, validation, echo } = wanted;
  const draw = random.below(100);
  const where =
    draw < 60
      ? { type: 'EndpointSelector', endpointSelector: pods }
      : draw < 68
        ? { type: 'EndpointSelector', endpointSelector: { matchLabels: { app: 'none' } } }
        : { type: 'ExternalHostname', externalHostname: { hostname: `${name}.${namespace}.test` } };
  const spec = {
    ...where,
    port: { number: echo },
    ...(form.speech === 'h2c' ? { protocol: 'H2C' } : {}),
    ...(validation === null ? {} : { tls: { mode: 'ServerOnly', validation } }),
  };
  const object = { apiVersion: `${groups.XBackend}/v1alpha1`, kind: 'XBackend' };
  return {
    takes: form.takes,
    ref: { group: groups.XBackend, kind: 'XBackend', name, namespace },
    objects: [{ ...object, metadata: { name, namespace }, spec }],
  };
}

/** With endpoints of other clusters, or with its name in the ClusterSet. */
function serviceImport(random: Random, wanted: Wanted): OtherBackend {
  const { name, namespace, echo } = wanted;
  const sliced = random.chance(60);
  const number = sliced ? port : echo;
  const label = { 'multicluster.kubernetes.io/service-name': name };
  const object = { apiVersion: `${groups.ServiceImport}/v1alpha1`, kind: 'ServiceImport' };
  const spec = { type: 'ClusterSetIP', ports: portsOf(wanted, number) };
  return {
    takes: wanted.form.takes,
    ref: { group: groups.ServiceImport, kind: 'ServiceImport', name, namespace, port: number },
    objects: [
      { ...object, metadata: { name, namespace }, spec },
      ...(sliced ? [slice(wanted, `imported-${name}`, label)] : []),
    ],
  };
}

/** With a name of the cluster, with the name of another host, or with endpoints. */
function service(random: Random, wanted: Wanted): OtherBackend {
  const { name, namespace, validation, echo } = wanted;
  const draw = random.below(100);
  const sliced = draw < (validation === null ? 0 : 60);
  const number = sliced ? port : echo;
  const external = draw >= 85;
  const outside = { type: 'ExternalName', externalName: `${name}.${namespace}.test` };
  const label = { 'kubernetes.io/service-name': name };
  return {
    takes: wanted.form.takes,
    ref: { group: groups.Service, kind: 'Service', name, namespace, port: number },
    objects: [
      {
        ...{ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace } },
        spec: { ports: portsOf(wanted, number), ...(external ? outside : {}) },
      },
      ...(sliced ? [slice(wanted, `local-${name}`, label)] : []),
      ...(validation === null ? [] : [policy(wanted, validation)]),
    ],
  };
}

function portsOf({ form: { speech } }: Wanted, number: number | string): readonly object[] {
  return [
    {
      ...{ name: 'main', port: number },
      ...(speech === 'udp' ? { protocol: 'UDP' } : {}),
      ...(speech === 'h2c' ? { appProtocol: 'kubernetes.io/h2c' } : {}),
    },
  ];
}

function slice(
  { form, namespace, echo }: Wanted,
  name: string,
  labels: Readonly<Record<string, string>>,
): EndpointSlice {
  const protocol = form.speech === 'udp' ? 'UDP' : 'TCP';
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name, namespace, labels },
    addressType: 'IPv4',
    ports: [{ name: 'main', port: echo, protocol }],
    endpoints: [{ addresses: ['127.0.0.1'] }],
  };
}

function policy({ name, namespace }: Wanted, validation: object): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'BackendTLSPolicy',
    metadata: { name, namespace },
    spec: { targetRefs: [{ group: '', kind: 'Service', name }], validation },
  };
}
