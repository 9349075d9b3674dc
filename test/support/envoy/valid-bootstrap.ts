import type {
  Bootstrap,
  Cluster,
  HttpConnectionManager,
  Listener,
  VirtualHost,
} from '../../../src/emit/envoy/generated/envoy-api.ts';
import { givenPath } from '../../../src/target/file-path.ts';
import { formatText, plain } from '../../../src/emit/envoy/quote.ts';

/** Expects `cert.pem` and `key.pem` in Envoy's working folder. */
const certificate = {
  certificate_chain: { filename: givenPath('cert.pem') },
  private_key: { filename: givenPath('key.pem') },
};

const virtualHosts: readonly VirtualHost[] = [
  {
    name: 'a.example',
    domains: [plain('a.example'), plain('*.a.example')],
    routes: [
      {
        name: 'weighted',
        match: {
          path_separated_prefix: plain('/api'),
          headers: [{ name: plain('x-a'), string_match: { exact: plain('1') } }],
        },
        route: {
          timeout: '0s',
          cluster_not_found_response_code: 'INTERNAL_SERVER_ERROR',
          weighted_clusters: {
            clusters: [
              { name: 'backend', weight: 9 },
              { name: 'invalid', weight: 1 },
            ],
          },
        },
        request_headers_to_add: [
          {
            header: { key: plain('x-b'), value: formatText('100%') },
            append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
          },
        ],
        typed_per_filter_config: {
          'authz/1': {
            '@type': 'type.googleapis.com/envoy.config.route.v3.FilterConfig',
            config: {
              '@type':
                'type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute',
              check_settings: {},
            },
          },
        },
      },
      {
        match: { prefix: plain('/') },
        route: {
          cluster: 'backend',
          timeout: '1.5s',
          request_mirror_policies: [{ cluster: 'mirror' }],
        },
      },
    ],
  },
  {
    name: 'b.example',
    domains: [plain('b.example')],
    routes: [{ match: { path: plain('/') }, redirect: { https_redirect: true } }],
  },
];

const manager: HttpConnectionManager = {
  stat_prefix: 'http',
  route_config: { name: 'routes', validate_clusters: false, virtual_hosts: virtualHosts },
  http_filters: [
    {
      name: 'authz/1',
      disabled: true,
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz',
        transport_api_version: 'V3',
        http_service: { server_uri: { uri: 'http://authz', cluster: 'authz', timeout: '5s' } },
      },
    },
    {
      name: 'router',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router',
      },
    },
  ],
  access_log: [
    {
      name: 'file',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog',
        path: '/dev/stdout',
        log_format: { json_format: { status: '%RESPONSE_CODE%', agent: '%REQ(user-agent)%' } },
      },
    },
  ],
};

const https: Listener = {
  name: 'https',
  address: { socket_address: { address: plain('127.0.0.1'), port_value: 18443 } },
  listener_filters: [
    {
      name: 'tls_inspector',
      typed_config: {
        '@type':
          'type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector',
      },
    },
  ],
  filter_chains: [
    {
      filter_chain_match: { server_names: [plain('a.example')] },
      transport_socket: {
        name: 'tls',
        typed_config: {
          '@type':
            'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext',
          common_tls_context: {
            tls_params: { tls_minimum_protocol_version: 'TLSv1_2' },
            tls_certificates: [certificate],
          },
        },
      },
      filters: [
        {
          name: 'http',
          typed_config: {
            '@type':
              'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
            ...manager,
          },
        },
      ],
    },
  ],
};

const tcp: Listener = {
  name: 'tcp',
  address: { socket_address: { address: plain('::1'), port_value: 18444 } },
  filter_chains: [
    {
      filters: [
        {
          name: 'tcp',
          typed_config: {
            '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
            stat_prefix: 'tcp',
            cluster: 'mirror',
          },
        },
      ],
    },
  ],
};

const backend: Cluster = {
  ...cluster('backend'),
  transport_socket: {
    name: 'tls',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
      sni: plain('backend.example'),
      common_tls_context: {
        validation_context: {
          trusted_ca: { filename: givenPath('cert.pem') },
          match_typed_subject_alt_names: [
            { san_type: 'DNS', matcher: { exact: plain('backend.example') } },
          ],
        },
      },
    },
  },
};

function cluster(name: string): Cluster {
  return {
    name,
    type: 'STATIC',
    connect_timeout: '5s',
    circuit_breakers: { thresholds: [{ retry_budget: { budget_percent: { value: 20 } } }] },
    load_assignment: {
      cluster_name: name,
      endpoints: [
        {
          lb_endpoints: [
            {
              endpoint: {
                address: { socket_address: { address: plain('127.0.0.1'), port_value: 18080 } },
              },
            },
          ],
        },
      ],
    },
  };
}

/** A bootstrap that Envoy and every check of ours accept, when `invalid` is a reserved cluster. */
export const validBootstrap: Bootstrap = {
  node: { id: 'test', cluster: 'test' },
  static_resources: {
    listeners: [https, tcp],
    clusters: [backend, cluster('authz'), cluster('mirror')],
  },
};
