import { switched, valued, type Option } from './option.ts';

/** Options of every command. */
export const commonOptions: readonly Option[] = [
  switched('quiet', 'print errors only', { short: 'q' }),
  switched('no-color', 'no colours, even on a terminal (also: NO_COLOR)'),
  switched('help', 'show this help', { short: 'h' }),
  switched('version', 'print the version'),
];

/** Where settings come from besides the command line. */
export const settingsOptions: readonly Option[] = [
  valued('config', 'FILE', 'settings; gatewright.yaml in the working directory if there is one'),
  switched('no-config', 'read no gatewright.yaml'),
];

/** Options that decide how manifests are read and judged. */
export const inputOptions: readonly Option[] = [
  valued('channel', 'CHANNEL', 'Gateway API release channel: standard (default) or experimental'),
  valued(
    'gateway-api-version',
    'X.Y',
    'release of Gateway API that the cluster has: 1.0 to 1.7 (default)',
  ),
  valued('severity', 'CODE=LEVEL', 'error, approximated, warning, info or none for a finding', {
    repeatable: true,
  }),
  valued('certificate-days', 'N', 'report certificates that expire within N days (default 30)'),
  valued('fail-on', 'LEVEL', 'what ends with exit code 1: error (default), approximated, warning'),
];

/** Options that decide how findings are written. */
export const reportOptions: readonly Option[] = [
  valued('format', 'FORMAT', 'text (default), json, sarif, junit, github or gitlab'),
  valued('report', 'FORMAT=FILE', 'also write a report in any format to FILE', {
    repeatable: true,
  }),
  valued('max-errors', 'N', 'list N findings, 0 for all (text lists 100, other formats all)'),
];

const watchOption = switched(
  'watch',
  'run again whenever the files change, until Ctrl-C (exit code 0)',
  {
    short: 'w',
  },
);

const cacheOption = valued(
  'cache',
  'DIR',
  'keep results in DIR, so that a run with the same input has nothing to do',
);

/** Options of `validate`, as `--help` lists them. */
export const validateOptions: readonly Option[] = [
  watchOption,
  cacheOption,
  ...inputOptions,
  ...reportOptions,
  valued('context', 'PATH', 'read PATH too, but report only what concerns the other paths', {
    repeatable: true,
  }),
  valued(
    'upgrade-to',
    'X.Y',
    'also list what the CRDs of this release would rename, remove or refuse',
  ),
];

/** Options of `compile`, as `--help` lists them. */
export const compileOptions: readonly Option[] = [
  valued('target', 'NAME', 'nginx, envoy or all (default)', { short: 't' }),
  valued('output', 'DIR', 'write DIR/<namespace>/<gateway>/nginx.conf and envoy.json', {
    short: 'o',
  }),
  watchOption,
  cacheOption,
  switched('check', 'write nothing; exit with 3 when DIR differs from what would be written'),
  switched(
    'keep-going',
    'write what is right; what is wrong costs only itself (exit code still 1)',
  ),
  valued('gateway', 'NS/NAME', 'only this Gateway', { repeatable: true }),
  valued('gateway-class', 'NAME', 'only Gateways of this class'),
  valued('controller-name', 'NAME', 'only Gateways whose GatewayClass names this controller'),
  valued('address', 'NS/NAME=IP', 'listen on IP instead of the addresses of the Gateway’s spec', {
    repeatable: true,
  }),
  valued(
    'usable-address',
    'IP',
    'an address of spec.addresses that can be had; otherwise all can',
    {
      repeatable: true,
    },
  ),
  ...inputOptions,
  ...reportOptions,
  valued(
    'path-policy',
    'POLICY',
    'strict (default): 400 to paths with two readings; normalize: resolve dot segments',
  ),
  valued('nginx-version', 'X.Y[.Z]', 'NGINX that will run the output: 1.22 to 1.31 (default 1.28)'),
  valued(
    'nginx-backend-verification',
    'CHECK',
    'exact (default), or hostname-only where NGINX cannot verify subjectAltNames',
  ),
  valued(
    'envoy-version',
    'X.Y[.Z]',
    'Envoy that will run the output: 1.36 or newer (default 1.40)',
  ),
  valued(
    'system-certificates',
    'PATH',
    'authorities that the proxies’ machine trusts (default /etc/ssl/certs/ca-certificates.crt)',
  ),
  valued('socket-folder', 'PATH', 'where NGINX makes Unix sockets, if it has to (default /run)'),
  valued('config-root', 'PATH', 'refer to files absolutely, below PATH instead of DIR'),
  valued('port-offset', 'N', 'add N to every listening port'),
  valued('cluster-domain', 'NAME', 'DNS suffix of Services (default cluster.local)'),
  valued('resolver', 'ADDRESS', 'DNS server for NGINX: IP address or name, with or without port', {
    repeatable: true,
  }),
  valued(
    'endpoint',
    'NS/SERVICE:PORT=HOST:PORT',
    'where a Service is without Kubernetes; @FILE reads one mapping per line',
    { repeatable: true },
  ),
  valued(
    'assume-secrets',
    'TEMPLATE',
    'path of TLS files whose Secret is not in the input, with {namespace}, {name}, {key}',
  ),
  switched(
    'assume-services',
    'take Services and ServiceImports that are not in the input to exist',
  ),
  switched('source-map', 'also write sourcemap.json: output places and their manifest lines'),
];

/** Options of `diff`: those of `compile` but for what becomes of the output. */
const notOfDiff: ReadonlySet<string> = new Set([
  'output',
  'check',
  'cache',
  'keep-going',
  'source-map',
  'format',
  'report',
  'max-errors',
]);

export const diffOptions: readonly Option[] = [
  valued('format', 'FORMAT', 'text (default), markdown, json or html'),
  valued('output', 'FILE', 'write to FILE instead of standard output', {
    short: 'o',
    environment: false,
  }),
  ...compileOptions.filter(({ name }) => !notOfDiff.has(name)),
];

const ofOutput: ReadonlySet<string> = new Set([
  'target',
  'output',
  'watch',
  'cache',
  'check',
  'keep-going',
  'config-root',
  'source-map',
  'severity',
  'certificate-days',
  'fail-on',
  ...reportOptions.map(({ name }) => name),
]);

/** Options of `status`: those of `compile` but for what becomes of the output. */
export const statusOptions: readonly Option[] = [
  valued('target', 'NAME', 'envoy (default) or nginx', { short: 't' }),
  valued('format', 'FORMAT', 'yaml (default), json or table'),
  ...compileOptions.filter(({ name }) => !ofOutput.has(name)),
];

const judging: ReadonlySet<string> = new Set([
  ...ofOutput,
  'config-root',
  'socket-folder',
  'system-certificates',
  'resolver',
]);

/** Options of commands that follow requests through manifests. */
const requestOptions: readonly Option[] = [
  valued('target', 'NAME', 'nginx, envoy or all (default)', { short: 't' }),
  ...compileOptions.filter(({ name }) => !judging.has(name)),
  valued('severity', 'CODE=LEVEL', 'error, approximated, warning, info or none for a finding', {
    repeatable: true,
  }),
];

/** Options of `trace`. */
export const traceOptions: readonly Option[] = [
  valued('header', 'NAME: VALUE', 'a header of the request', { short: 'H', repeatable: true }),
  valued('sni', 'NAME', 'the server name of the TLS handshake, where it is not the URL’s host'),
  valued('format', 'FORMAT', 'text (default) or json'),
  switched('keep-going', 'trace although the input has errors (exit code still 1)'),
  ...requestOptions,
];

/** Options of `test`. */
export const testOptions: readonly Option[] = [
  valued('manifests', 'PATH', 'manifests to test, instead of those that the files name', {
    repeatable: true,
  }),
  valued('proxy', 'NAME', 'ask a real proxy on this machine: nginx or envoy'),
  valued('proxy-binary', 'PATH', 'the program of the proxy; the first in PATH by default'),
  valued('min-coverage', 'N', 'fail when the tests meet less than N percent of the rules'),
  valued('format', 'FORMAT', 'text (default), json or junit'),
  watchOption,
  switched('keep-going', 'run the tests although the input has errors'),
  ...requestOptions,
];
