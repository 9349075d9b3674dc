/** GatewayDefaultScope (GEP-3793). */
export type DefaultScope = 'All' | 'None';
