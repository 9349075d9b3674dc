import type { Listener } from './gateway.ts';

/** Fields of ListenerSet that gatewright reads (Gateway API v1, GEP-1713), with the CRD's defaults applied. */
export interface ListenerSetSpec {
  readonly parentRef: ParentGatewayReference;
  readonly listeners: readonly Listener[];
}

export interface ParentGatewayReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}
