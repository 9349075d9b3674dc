/** Release channel of the Gateway API CRDs that a cluster would have installed. */
export type Channel = 'standard' | 'experimental';
