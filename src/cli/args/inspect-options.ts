import { valued, switched, type Option } from './option.ts';
import { statusOptions } from './options.ts';

const notHere: ReadonlySet<string> = new Set(['format']);

/** What commands have in common that look at objects of the input. */
export const inputObjectOptions: readonly Option[] = statusOptions.filter(
  ({ name }) => !notHere.has(name),
);

const from = valued(
  'from',
  'PATH',
  'read manifests from PATH: file, folder, glob or - (default .)',
  {
    repeatable: true,
  },
);
const namespace = valued('namespace', 'NAME', 'the namespace of the objects (default: default)', {
  short: 'n',
});

/** Options of `get`. */
export const getOptions: readonly Option[] = [
  from,
  namespace,
  switched('all-namespaces', 'the objects of all namespaces', { short: 'A' }),
  // GATEWRIGHT_OUTPUT is the folder of `compile`.
  valued('output', 'FORMAT', 'wide, json or yaml', { short: 'o', environment: false }),
  ...inputObjectOptions,
];

/** Options of `describe`. */
export const describeOptions: readonly Option[] = [from, namespace, ...inputObjectOptions];

/** Options of `graph`. */
export const graphOptions: readonly Option[] = [
  valued('format', 'FORMAT', 'mermaid (default), dot, svg or json'),
  valued('focus', 'KIND/NS/NAME', 'only what leads to this object and where it leads'),
  ...inputObjectOptions,
];
