import type { Backend, Endpoint } from '../../../ir/index.ts';
import { directive, type Line, upstream } from '../directive.ts';
import { ruleName, upstreamName } from '../names.ts';
import { describeRule, describeService, type Provenance } from '../provenance.ts';
import { socketAddress, word, type Comment, type Word } from '../quote.ts';
import type { Block } from '../print.ts';
import { authority } from './authority.ts';
import type { ArmTarget, MergedShare } from './backends.ts';

type UpstreamTarget = Extract<ArmTarget, { readonly kind: 'backend' | 'merged' }>;

/** Upstreams that some rule uses, each once. */
export interface Upstreams {
  /**
   * The upstream's name, for `proxy_pass`. NGINX tries no server twice for one request, so one that is to be
   * tried more often than it has servers lists them again.
   */
  readonly nameOf: (target: UpstreamTarget, attempts: number) => string;
  /** An upstream of one endpoint. */
  readonly ofEndpoint: (name: string, endpoint: Endpoint, comment: Comment) => string;
  readonly blocks: () => readonly Block[];
}

const IDLE_CONNECTIONS = '32';

/** What differs between upstreams of requests and of connections. */
export interface UpstreamKind {
  /** Shared memory is one space for both. */
  readonly zone: string;
  /** Connections are kept for later requests. */
  readonly keepalive: boolean;
}

export const httpUpstreams: UpstreamKind = { zone: 'gw_upstreams', keepalive: true };
export const streamUpstreams: UpstreamKind = { zone: 'gw_stream_upstreams', keepalive: false };

export function createUpstreams(provenance: Provenance, kind: UpstreamKind): Upstreams {
  const merged = new Map<string, () => Block>();
  const single = new Map<string, () => Block>();
  let servers = 0;
  return {
    nameOf: (target, attempts) => {
      const count = serverCount(target);
      const copies = Math.ceil(attempts / count);
      const base =
        target.kind === 'backend' ? upstreamName(target.backend.id) : ruleName(target.rule.id);
      const name = copies === 1 ? base : `${base}_x${String(copies)}`;
      const known = target.kind === 'backend' ? single : merged;
      if (known.has(name)) return name;
      servers += target.kind === 'backend' ? 1 : count * copies + 1;
      known.set(name, () => view(target, name, copies, { provenance, kind }));
      return name;
    },
    ofEndpoint: (name, endpoint, comment) => {
      single.set(name, () => ({
        comments: [comment],
        head: upstream(word(name)),
        lines: [serverLine(endpoint, []), ...keepaliveLines(kind)],
      }));
      return name;
    },
    blocks: () => {
      const makers = [...single, ...merged].sort((a, b) => (a[0] < b[0] ? -1 : 1));
      return sizedZone(
        makers.map(([, make]) => make()),
        servers,
        kind,
      );
    },
  };
}

function keepaliveLines({ keepalive }: UpstreamKind): readonly Line[] {
  return keepalive ? [directive('keepalive', word(IDLE_CONNECTIONS))] : [];
}

function view(
  target: UpstreamTarget,
  name: string,
  copies: number,
  { provenance, kind }: { readonly provenance: Provenance; readonly kind: UpstreamKind },
): Block {
  const head = upstream(word(name));
  if (target.kind === 'backend') {
    const { backend } = target;
    const listed = backend.address.kind === 'dns' ? 1 : copies;
    return {
      comments: [provenance.tie(describeService(backend.resource, backend.port), backend.origin)],
      head,
      lines: [...repeated(backendServers(backend, kind), listed), ...keepaliveLines(kind)],
    };
  }
  return {
    comments: [
      provenance.tie(`${describeRule(target.rule)}: all its backends`, target.rule.origin),
    ],
    head,
    // Workers share one zone, so that the proportion holds for all of them together.
    lines: [
      zoneLine(kind),
      ...repeated(target.shares.flatMap(shareServers), copies),
      ...keepaliveLines(kind),
    ],
  };
}

function repeated(lines: readonly Line[], copies: number): readonly Line[] {
  return Array.from({ length: copies }, () => lines).flat();
}

/** The first mention of the zone says how large it is. */
function sizedZone(
  blocks: readonly Block[],
  servers: number,
  kind: UpstreamKind,
): readonly Block[] {
  const first = blocks.findIndex(({ lines }) => lines[0] === zoneLine(kind));
  const zone = directive('zone', word(kind.zone), word(zoneSize(servers)));
  return blocks.map((block, index) =>
    index === first ? { ...block, lines: [zone, ...block.lines.slice(1)] } : block,
  );
}

function zoneLine({ zone }: UpstreamKind): Line {
  return directive('zone', word(zone));
}

function backendServers(backend: Backend, kind: UpstreamKind): readonly Line[] {
  const { address } = backend;
  if (address.kind === 'endpoints') return address.endpoints.map((each) => serverLine(each, []));
  const host = { address: address.host, port: address.port };
  // Names that are looked up again need a zone (ngx_http_upstream_module, `resolve`).
  return [zoneLine(kind), serverLine(host, [word('resolve')])];
}

function shareServers({ backend, endpointWeight }: MergedShare): readonly Line[] {
  const { address } = backend;
  if (address.kind !== 'endpoints') return [];
  const weight = endpointWeight === 1 ? [] : [word(`weight=${String(endpointWeight)}`)];
  return address.endpoints.map((endpoint) => serverLine(endpoint, weight));
}

// No passive health checks: EndpointSlices say what is ready.
function serverLine(endpoint: Endpoint, parameters: readonly Word[]): Line {
  return directive(
    'server',
    socketAddress(authority(endpoint)),
    ...parameters,
    word('max_fails=0'),
  );
}

function serverCount(target: UpstreamTarget): number {
  const backends =
    target.kind === 'backend' ? [target.backend] : target.shares.map(({ backend }) => backend);
  return backends.reduce(
    (sum, { address }) => sum + (address.kind === 'endpoints' ? address.endpoints.length : 1),
    0,
  );
}

/** About 2 KB for each server of an upstream and as much for the upstream itself; twice that to be safe. */
function zoneSize(servers: number): string {
  return `${String(256 + Math.ceil((servers * 4) / 64) * 64)}k`;
}
