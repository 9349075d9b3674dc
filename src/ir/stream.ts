import type { Origin, ResourceId } from '../source/place.ts';
import type { WeightedBackend } from './backend.ts';
import type { Hostname, RuleId } from './names.ts';

/**
 * What happens to the connections (with UDP: to the datagrams between a client and the gateway) of the rule of a
 * TLSRoute, TCPRoute or UDPRoute. Without a backend that has weight, connections are closed and datagrams dropped.
 */
export interface StreamRule {
  readonly id: RuleId;
  readonly protocol: StreamProtocol;
  readonly route: ResourceId;
  /** Position in the route's `rules`, from 0. */
  readonly index: number;
  /** `rules[].name` (GEP-995), or null. */
  readonly name: string | null;
  readonly backends: readonly WeightedBackend[];
  readonly origin: Origin;
}

/**
 * What a rule passes on: `tls` is a client's TLS as it came (Passthrough), `terminated` is what was inside of it
 * (Terminate).
 */
export type StreamProtocol = 'tcp' | 'udp' | 'tls' | 'terminated';

/** Hosts, by SNI, that lead to one rule. */
export interface StreamHost {
  /** Sorted; null stands for every host that the listener covers and no other entry names, and for no SNI at all. */
  readonly hostnames: readonly (Hostname | null)[];
  readonly rule: RuleId;
}
