import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SelfSigned } from '../support/http/self-signed.ts';

type Minimal = {
  readonly target: 'nginx' | 'envoy';
  /** Listening port for HTTP/1.1. */
  readonly plain: number;
  /** Listening port for TLS with ALPN `h2`. */
  readonly tls: number;
  /** Port of the HTTP/1.1 backend everything goes to. */
  readonly backend: number;
  readonly certificate: SelfSigned;
};

/** Configurations no proxy accepts, and a part of what it says about each. */
export const brokenConfigurations = [
  {
    what: 'unknown syntax',
    nginx: 'events {} nonsense on;',
    envoy: '{ "nonsense": true }',
    complaint: { nginx: 'unknown directive "nonsense"', envoy: 'nonsense' },
  },
  {
    what: 'bytes cut off',
    nginx: 'events {} http {',
    envoy: '{ "static_resources": ',
    complaint: { nginx: 'unexpected end of file', envoy: 'Unable to parse JSON' },
  },
] as const;

/**
 * Writes the smallest configuration that serves two ports before one backend, with its certificate.
 *
 * @param dir - where to write
 * @param minimal - what to serve
 */
export async function writeConfiguration(dir: string, minimal: Minimal): Promise<void> {
  await writeFile(join(dir, 'cert.pem'), minimal.certificate.cert);
  await writeFile(join(dir, 'key.pem'), minimal.certificate.key);
  if (minimal.target === 'nginx') await writeFile(join(dir, 'nginx.conf'), nginxText(minimal));
  else await writeFile(join(dir, 'envoy.json'), JSON.stringify(envoyBootstrap(minimal)));
}

function nginxText({ plain, tls, backend }: Minimal): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
worker_processes 1;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path tmp/${name};`).join('\n  ')}
  server {
    listen 127.0.0.1:${plain};
    listen 127.0.0.1:${tls} ssl http2;
    ssl_certificate cert.pem;
    ssl_certificate_key key.pem;
    location / { proxy_pass http://127.0.0.1:${backend}; }
  }
}
`;
}

function envoyBootstrap({ plain, tls, backend }: Minimal): unknown {
  const tlsContext = {
    '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext',
    common_tls_context: {
      alpn_protocols: ['h2'],
      tls_certificates: [
        { certificate_chain: { filename: 'cert.pem' }, private_key: { filename: 'key.pem' } },
      ],
    },
  };
  const transport = { name: 'tls', typed_config: tlsContext };
  const echo = { endpoint: { address: loopback(backend) } };
  const cluster = {
    name: 'echo',
    type: 'STATIC',
    load_assignment: { cluster_name: 'echo', endpoints: [{ lb_endpoints: [echo] }] },
  };
  const listeners = [
    listener('plain', plain, {}),
    listener('tls', tls, { transport_socket: transport }),
  ];
  return { static_resources: { listeners, clusters: [cluster] } };
}

function listener(name: string, port: number, security: object): unknown {
  const manager = {
    '@type':
      'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    stat_prefix: name,
    route_config: {
      virtual_hosts: [
        {
          name: 'all',
          domains: ['*'],
          routes: [{ match: { prefix: '/' }, route: { cluster: 'echo' } }],
        },
      ],
    },
    http_filters: [
      {
        name: 'router',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router',
        },
      },
    ],
  };
  const filters = [{ name: 'hcm', typed_config: manager }];
  return { name, address: loopback(port), filter_chains: [{ filters, ...security }] };
}

function loopback(port: number): unknown {
  return { socket_address: { address: '127.0.0.1', port_value: port } };
}
