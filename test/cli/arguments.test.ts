import { describe, expect, test } from 'vitest';
import { compileArguments } from '../../src/cli/args/compile-arguments.ts';
import { commonOptions, compileOptions } from '../../src/cli/args/options.ts';
import { parseArguments } from '../../src/cli/args/parse.ts';
import { CliError } from '../../src/cli/cli-error.ts';

const files = new Map([
  ['map.txt', '# services\n\nshop/cart:80=10.0.0.1:8080 # cart\nshop/pay:443=[fd00::1]:8443\n'],
  ['bad.txt', 'shop/cart:80=10.0.0.1:8080\nshop/cart\n'],
]);

function understand(...args: string[]) {
  const parsed = parseArguments(args, [...compileOptions, ...commonOptions]);
  return compileArguments(parsed, (path) => files.get(path) ?? '');
}

function failure(...args: string[]): CliError {
  try {
    understand(...args);
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
  throw new Error(`${args.join(' ')} was accepted`);
}

test('without options, everything has its documented default', () => {
  expect(understand()).toEqual({
    destination: { kind: 'stdout' },
    failOn: 'error',
    options: {
      targets: ['nginx', 'envoy'],
      channel: 'standard',
      release: '1.7',
      gateways: [],
      gatewayClass: null,
      controllerName: null,
      addresses: [],
      usableAddresses: null,
      keepGoing: false,
      clusterDomain: 'cluster.local',
      endpoints: [],
      assumeSecrets: null,
      assumeServices: false,
      severities: {},
      lint: { now: null, certificateDays: 30 },
      sourceMap: false,
      target: {
        nginxVersion: { major: 1, minor: 28, patch: 0 },
        nginxVerification: 'exact',
        pathPolicy: 'strict',
        envoyVersion: { major: 1, minor: 40, patch: 0 },
        portOffset: 0,
        resolvers: [],
        systemTrust: '/etc/ssl/certs/ca-certificates.crt',
        socketFolder: '/run',
        configRoot: null,
      },
    },
  });
});

describe('options', () => {
  test('are read in every form', () => {
    const { options, destination, failOn } = understand(
      'a.yaml',
      '-o',
      'out',
      '--check',
      '--target=nginx',
      '--gateway',
      'shop/edge.example',
      '--gateway=web/front',
      '--gateway-class',
      'internal',
      '--channel',
      'experimental',
      '--nginx-version',
      '1.25.3',
      '--envoy-version=1.36',
      '--nginx-backend-verification=hostname-only',
      '--path-policy=normalize',
      '--keep-going',
      '--fail-on',
      'warning',
      '--config-root',
      '/etc/gatewright',
      '--port-offset',
      '8000',
      '--cluster-domain',
      'k8s.example',
      '--resolver',
      '10.0.0.10:5353',
      '--resolver',
      '2001:db8::53',
      '--assume-secrets',
      '/etc/tls/{namespace}/{name}/{key}',
      '--assume-services',
      '--source-map',
    );
    expect(destination).toEqual({ kind: 'folder', folder: 'out', check: true });
    expect(failOn).toBe('warning');
    expect(options).toMatchObject({
      targets: ['nginx'],
      channel: 'experimental',
      release: '1.7',
      gateways: [
        { namespace: 'shop', name: 'edge.example' },
        { namespace: 'web', name: 'front' },
      ],
      gatewayClass: 'internal',
      controllerName: null,
      addresses: [],
      usableAddresses: null,
      keepGoing: true,
      clusterDomain: 'k8s.example',
      assumeSecrets: '/etc/tls/{namespace}/{name}/{key}',
      assumeServices: true,
      severities: {},
      sourceMap: true,
      target: {
        nginxVersion: { major: 1, minor: 25, patch: 3 },
        envoyVersion: { major: 1, minor: 36, patch: 0 },
        nginxVerification: 'hostname-only',
        pathPolicy: 'normalize',
        portOffset: 8000,
        resolvers: ['10.0.0.10:5353', '[2001:db8::53]'],
        configRoot: '/etc/gatewright',
      },
    });
  });

  test.each([
    ['shop/cart:80=127.0.0.1:9000', '127.0.0.1', 9000],
    ['shop/cart:80=[::1]:9000', '::1', 9000],
    ['shop/cart:80=Cart.Example:443', 'cart.example', 443],
  ])('--endpoint %s', (text, host, targetPort) => {
    expect(understand('--endpoint', text).options.endpoints).toEqual([
      { namespace: 'shop', service: 'cart', port: 80, host, targetPort },
    ]);
  });

  test.each(['@map.txt', 'map.txt'])('--endpoint %s reads a file', (text) => {
    expect(understand('--endpoint', text).options.endpoints).toEqual([
      { namespace: 'shop', service: 'cart', port: 80, host: '10.0.0.1', targetPort: 8080 },
      { namespace: 'shop', service: 'pay', port: 443, host: 'fd00::1', targetPort: 8443 },
    ]);
  });

  test.each([
    [['--taget', 'nginx'], 'unknown option --taget', 'Did you mean --target?'],
    [['--no-colour'], 'unknown option --no-colour', 'Did you mean --no-color?'],
    [['-z'], 'unknown option -z', null],
    [['--target', 'ngnix'], '--target must be one of all, nginx, envoy', 'Did you mean nginx?'],
    [['--target'], '--target needs a value: NAME', null],
    [['-o', '--check'], '-o needs a value: DIR', 'If --check is meant, write -o=--check.'],
    [['--output='], '--output needs a value', null],
    [['-o', 'a', '--output', 'b'], '--output is given twice', null],
    [['--check'], '--check needs the folder', 'Add --output DIR.'],
    [['--check=yes', '-o', 'x'], '--check takes no value', null],
    [['--fail-on', 'info'], '--fail-on must be one of error, approximated, warning', null],
    [['--gateway', 'edge'], '--gateway must be NAMESPACE/NAME', null],
    [['--gateway', '../edge'], 'not a name that Kubernetes allows', null],
    [['--gateway', 'a/b/c'], '--gateway must be NAMESPACE/NAME', null],
    [['--nginx-version', '1.21'], 'is not supported', 'NGINX 1.22 to 1.31 can be compiled for.'],
    [['--nginx-version', '1.32'], 'is not supported', 'NGINX 1.22 to 1.31 can be compiled for.'],
    [['--nginx-version', '2.28'], 'is not supported', 'NGINX 1.22 to 1.31 can be compiled for.'],
    [['--nginx-version', 'latest'], 'must be X.Y or X.Y.Z', null],
    [['--envoy-version', '1.35'], 'is not supported', 'Envoy 1.36 and newer can be compiled for.'],
    [['--port-offset', '1e3'], 'must be a whole number from 0 to 65534', null],
    [['--port-offset=-1'], 'must be a whole number from 0 to 65534', null],
    [['--cluster-domain', 'a b'], 'not a DNS name', null],
    [['--resolver', '1.2.3'], 'neither an IP address nor a DNS name', null],
    [['--resolver', 'a;b'], 'neither an IP address nor a DNS name', null],
    [['--config-root', 'etc'], 'must be an absolute path', null],
    [['--config-root', '/etc/../x'], 'must not contain . or ..', null],
    [['--config-root', '/etc/$x'], 'must not contain "$"', null],
    [['--config-root', '/etc\n/x'], 'must not contain "\\n"', null],
    [['--assume-secrets', 'tls/{key}'], 'must be an absolute path', null],
    [['--assume-secrets', '/tls/{name}'], 'needs {key}', null],
    [['--assume-secrets', '/tls/{key}/{Name}'], 'unknown placeholder {Name}', null],
    [['--assume-secrets', '/tls/{key}/{'], 'must not contain "{"', null],
    [['--endpoint', 'shop/cart:80=:9000'], 'a port from 1 to 65535 is missing', null],
    [['--endpoint', 'shop/cart=x:9000'], 'a port from 1 to 65535 is missing', null],
    [['--endpoint', 'shop/cart:80=x:0'], 'a port from 1 to 65535 is missing', null],
    [['--endpoint', 'shop/cart:80=::1:90'], 'neither an IP address nor a DNS name', null],
    [['--endpoint', 'shop/cart:80=1.2.3:90'], 'neither an IP address nor a DNS name', null],
    [['--endpoint', 'cart:80=x:90'], 'no namespace/service', null],
    [['--endpoint', '@bad.txt'], 'bad.txt:2: no =', null],
  ])('%j are refused', (args, message, hint) => {
    const error = failure(...args);
    expect(error.message).toContain(message);
    if (hint !== null) expect(error.hint).toBe(hint);
  });
});
