import { backendBody } from './requests.mjs';

// One route to one backend, as people write it by hand for speed: what the emitted configurations are measured against.

/**
 * @param {number} port - to listen on
 * @param {number} backend - port on loopback
 * @returns {string}
 */
export function handWrittenNginx(port, backend) {
  return `worker_processes 1;
error_log stderr warn;
pid nginx.pid;
events { worker_connections 16384; }
http {
    access_log off;
    client_body_temp_path client_body_temp;
    proxy_temp_path proxy_temp;
    fastcgi_temp_path fastcgi_temp;
    uwsgi_temp_path uwsgi_temp;
    scgi_temp_path scgi_temp;
    keepalive_requests 1000000;
    upstream backend {
        server 127.0.0.1:${backend};
        keepalive 64;
        keepalive_requests 1000000;
    }
    server {
        listen 127.0.0.1:${port};
        location / {
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_pass http://backend;
        }
    }
}
`;
}

/**
 * The backend of all runs: answers at once.
 *
 * @param {number} port
 * @returns {string}
 */
export function nginxBackend(port) {
  return `worker_processes 1;
error_log stderr warn;
pid nginx.pid;
events { worker_connections 16384; }
http {
    access_log off;
    client_body_temp_path client_body_temp;
    proxy_temp_path proxy_temp;
    fastcgi_temp_path fastcgi_temp;
    uwsgi_temp_path uwsgi_temp;
    scgi_temp_path scgi_temp;
    keepalive_requests 100000000;
    keepalive_timeout 1h;
    server {
        listen 127.0.0.1:${port};
        location / { return 200 "${backendBody}"; }
    }
}
`;
}

/**
 * @param {number} port - to listen on
 * @param {number} backend - port on loopback
 * @returns {string}
 */
export function handWrittenEnvoy(port, backend) {
  const router = {
    name: 'envoy.filters.http.router',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router',
    },
  };
  const route = { match: { prefix: '/' }, route: { cluster: 'backend' } };
  const manager = {
    '@type':
      'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    stat_prefix: 'http',
    route_config: { virtual_hosts: [{ name: 'all', domains: ['*'], routes: [route] }] },
    http_filters: [router],
  };
  const endpoint = { address: socketAddress(backend) };
  return JSON.stringify({
    static_resources: {
      listeners: [
        {
          name: 'http',
          address: socketAddress(port),
          filter_chains: [
            {
              filters: [
                { name: 'envoy.filters.network.http_connection_manager', typed_config: manager },
              ],
            },
          ],
        },
      ],
      clusters: [
        {
          name: 'backend',
          type: 'STATIC',
          load_assignment: {
            cluster_name: 'backend',
            endpoints: [{ lb_endpoints: [{ endpoint }] }],
          },
        },
      ],
    },
  });
}

/** @param {number} port */
function socketAddress(port) {
  return { socket_address: { address: '127.0.0.1', port_value: port } };
}
