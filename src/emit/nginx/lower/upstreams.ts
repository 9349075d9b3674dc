import type { Backend, Endpoint } from '../../../ir/index.ts';
import { directive, type Line } from '../directive.ts';
import { generatedName } from '../names.ts';
import { describeRule, describeService, type Provenance } from '../provenance.ts';
import { socketAddress, word, type Token } from '../quote.ts';
import type { UpstreamView } from '../view.ts';
import type { ArmTarget, MergedShare } from './backends.ts';

type UpstreamTarget = Extract<ArmTarget, { readonly kind: 'backend' | 'merged' }>;

/** Upstreams that some rule uses, each once. */
export interface Upstreams {
  /** The upstream's name, for `proxy_pass`. */
  readonly nameOf: (target: UpstreamTarget) => string;
  readonly views: () => readonly UpstreamView[];
}

const IDLE_CONNECTIONS = '32';

export function createUpstreams(provenance: Provenance): Upstreams {
  const merged = new Map<string, () => UpstreamView>();
  const single = new Map<string, () => UpstreamView>();
  let servers = 0;
  return {
    nameOf: (target) => {
      const id = target.kind === 'backend' ? target.backend.id : target.rule.id;
      const name = generatedName(id);
      const known = target.kind === 'backend' ? single : merged;
      if (known.has(name)) return name;
      servers += target.kind === 'backend' ? 1 : serverCount(target.shares) + 1;
      known.set(name, () => view(target, name, provenance));
      return name;
    },
    views: () => {
      const makers = [...single, ...merged].sort(([a], [b]) => (a < b ? -1 : 1));
      const zone = directive('zone', word('gw_upstreams'), word(zoneSize(servers)));
      let first = true;
      return makers.map(([, make]) => {
        const made = make();
        const sizeless = made.lines[0];
        if (!first || sizeless === undefined || !sizeless.startsWith('zone ')) return made;
        first = false;
        return { ...made, lines: [zone, ...made.lines.slice(1)] };
      });
    },
  };
}

function view(target: UpstreamTarget, name: string, provenance: Provenance): UpstreamView {
  const keepalive = directive('keepalive', word(IDLE_CONNECTIONS));
  if (target.kind === 'backend') {
    const { backend } = target;
    return {
      comment: provenance.tie(describeService(backend.resource, backend.port), backend.origin),
      name: word(name),
      lines: [...backendServers(backend), keepalive],
    };
  }
  return {
    comment: provenance.tie(`${describeRule(target.rule)}: all its backends`, target.rule.origin),
    name: word(name),
    // Workers share one zone, so that the proportion holds for all of them together.
    lines: [zoneLine(), ...target.shares.flatMap(shareServers), keepalive],
  };
}

function zoneLine(): Line {
  return directive('zone', word('gw_upstreams'));
}

function backendServers(backend: Backend): readonly Line[] {
  const { address } = backend;
  if (address.kind === 'endpoints') return address.endpoints.map((each) => serverLine(each, []));
  const host = { address: address.host, port: address.port };
  // Names that are looked up again need a zone (ngx_http_upstream_module, `resolve`).
  return [zoneLine(), serverLine(host, [word('resolve')])];
}

function shareServers({ backend, endpointWeight }: MergedShare): readonly Line[] {
  const { address } = backend;
  if (address.kind !== 'endpoints') return [];
  const weight = endpointWeight === 1 ? [] : [word(`weight=${String(endpointWeight)}`)];
  return address.endpoints.map((endpoint) => serverLine(endpoint, weight));
}

// No passive health checks: EndpointSlices say what is ready.
function serverLine(endpoint: Endpoint, parameters: readonly Token[]): Line {
  return directive(
    'server',
    socketAddress(authority(endpoint)),
    ...parameters,
    word('max_fails=0'),
  );
}

/** `host:port`, IPv6 in brackets. */
export function authority({ address, port }: Endpoint): string {
  return `${address.includes(':') ? `[${address}]` : address}:${String(port)}`;
}

function serverCount(shares: readonly MergedShare[]): number {
  return shares.reduce((sum, { backend }) => {
    return sum + (backend.address.kind === 'endpoints' ? backend.address.endpoints.length : 1);
  }, 0);
}

/** About 2 KB for each server of an upstream and as much for the upstream itself; twice that to be safe. */
function zoneSize(servers: number): string {
  return `${String(256 + Math.ceil((servers * 4) / 64) * 64)}k`;
}
