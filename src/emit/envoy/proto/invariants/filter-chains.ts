import type { FilterChain } from '../../generated/envoy-api.ts';
import { child } from '../problem.ts';
import { refusePlaced, type Placed } from './duplicates.ts';
import type { MessageRules } from './rule.ts';

/** What a chain matches: one key for each server name, which has all other conditions in it. */
function matchesOf(
  { filter_chain_match: match = {} }: FilterChain,
  pointer: string,
): readonly Placed[] {
  const { server_names: names = [], ...others } = match;
  const rest = JSON.stringify(Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1)));
  const place = child(pointer, 'filter_chain_match');
  if (names.length === 0) return [[`(any server name, ${rest})`, place]];
  return names.map((name, position) => [
    `(${name}, ${rest})`,
    child(child(place, 'server_names'), position),
  ]);
}

/** Envoy refuses a listener with two chains for one connection, but only when it starts. */
export const filterChainRules: MessageRules = {
  'envoy.config.listener.v3.Listener': ({ filter_chains: chains = [] }, pointer, add) => {
    const place = child(pointer, 'filter_chains');
    const matches = chains.flatMap((chain, position) => matchesOf(chain, child(place, position)));
    refusePlaced('filter chain match', matches, add);
  },
};
