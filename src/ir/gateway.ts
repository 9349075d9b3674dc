import type { Origin, ResourceId } from '../source/place.ts';
import type { Backend } from './backend.ts';
import type { ListenerFilter } from './filter.ts';
import type { CertificateId, Hostname, ListenerId, RuleId } from './names.ts';
import type { Route, Rule } from './route.ts';
import type { StreamHost, StreamRule } from './stream.ts';
import type { Certificate, ServerTls, TrustBundle } from './tls.ts';
import type { Tracing } from './tracing.ts';

/** Everything that a data plane needs to know, in no proxy's words. Plain data, never changed. */
export interface Ir {
  /** Sorted by namespace and name. */
  readonly gateways: readonly GatewayIr[];
}

/** One Gateway: one self-contained data plane. */
export interface GatewayIr {
  readonly resource: ResourceId;
  /** `infrastructure.labels` and `annotations` (GEP-1867): they belong on everything that is made for the Gateway. */
  readonly metadata: GatewayMetadata;
  /** Sorted by port, TCP before UDP. */
  readonly sockets: readonly Socket[];
  /** Every rule that some socket uses, once, sorted by id. */
  readonly rules: readonly Rule[];
  /** The rules of routes that know nothing of requests, once, sorted by id. */
  readonly streamRules: readonly StreamRule[];
  /** Every backend that some rule uses, once, sorted by id. */
  readonly backends: readonly Backend[];
  /** Every certificate that some listener or backend uses, once, sorted by id. */
  readonly certificates: readonly Certificate[];
  /** Shown to backends with TLS that have no say in it; null for none. */
  readonly clientCertificate: CertificateId | null;
  /** Null where no spans are made. */
  readonly tracing: Tracing | null;
  /** Every bundle that some backend or client is verified with, once, sorted by id. */
  readonly trustBundles: readonly TrustBundle[];
  readonly origin: Origin;
}

export interface GatewayMetadata {
  /** Pairs of key and value, sorted by key. */
  readonly labels: readonly (readonly [key: string, value: string])[];
  readonly annotations: readonly (readonly [key: string, value: string])[];
}

/**
 * One port. Listeners that share it, be they the Gateway's or those of its ListenerSets, are merged here, each keeping
 * its own hostnames and routes.
 */
export type Socket = HttpSocket | TlsSocket | StreamSocket;

export type HttpSocket = SocketBase & {
  readonly kind: 'http';
  readonly listeners: readonly HttpListener[];
};

export type TlsSocket = SocketBase & {
  readonly kind: 'tls';
  readonly listeners: readonly TlsListener[];
};

/** All connections, or datagrams, of a port. A port can be one of TCP and one of UDP at once. */
export type StreamSocket = SocketBase & {
  readonly kind: 'tcp' | 'udp';
  readonly listener: StreamListener;
};

export interface StreamListener {
  readonly name: string;
  /** Null where no route is attached. */
  readonly rule: RuleId | null;
  readonly origin: Origin;
}

export interface SocketBase {
  readonly port: number;
  /** IP literals to listen on, sorted; empty for all IPv4 and IPv6 addresses. */
  readonly addresses: readonly string[];
}

/**
 * A listener owns the hosts that its hostname covers, unless a more specific listener of the same
 * socket does: a request never reaches the routes of another listener (listener isolation).
 */
export interface HttpListener {
  readonly kind: 'http';
  readonly id: ListenerId;
  /** Unique among the listeners of the Gateway or ListenerSet that `origin` names. */
  readonly name: string;
  /** Null for every host. */
  readonly hostname: Hostname | null;
  readonly filters: ListenerFilters;
  /** Most specific first, then by name. Hosts that nobody claims get 404. */
  readonly hosts: readonly VirtualHost[];
  readonly origin: Origin;
}

/**
 * In the order in which requests meet them, none left out or merged with another. `invalid`: every request of the
 * listener gets 500, as nobody could tell what a filter that is missing would have done.
 */
export type ListenerFilters = readonly ListenerFilter[] | 'invalid';

/** Terminates TLS, then routes HTTP. The listener is chosen by SNI. */
export interface HttpsListener {
  readonly kind: 'https';
  readonly id: ListenerId;
  readonly name: string;
  readonly hostname: Hostname | null;
  readonly tls: ServerTls;
  readonly filters: ListenerFilters;
  readonly hosts: readonly VirtualHost[];
  readonly origin: Origin;
}

/** Terminates TLS and passes on what was inside of it. Hosts that no route claims get no handshake. */
export interface TerminatingListener {
  readonly kind: 'terminate';
  readonly id: ListenerId;
  readonly name: string;
  readonly hostname: Hostname | null;
  readonly tls: ServerTls;
  readonly hosts: readonly StreamHost[];
  readonly origin: Origin;
}

/** Passes TLS on as it comes; only the SNI is looked at. */
export interface PassthroughListener {
  readonly kind: 'passthrough';
  readonly id: ListenerId;
  readonly name: string;
  readonly hostname: Hostname | null;
  readonly hosts: readonly StreamHost[];
  readonly origin: Origin;
}

/** What can stand behind one TLS port, told apart by SNI. */
export type TlsListener = HttpsListener | TerminatingListener | PassthroughListener;

/** Hosts that are served alike. */
export interface VirtualHost {
  /** Sorted; null stands for every host that the listener covers and no other entry names. */
  readonly hostnames: readonly (Hostname | null)[];
  /**
   * In order of precedence, including the rules of less specific hostnames that a request falls
   * through to. A request that matches none gets 404.
   */
  readonly routes: readonly Route[];
}
