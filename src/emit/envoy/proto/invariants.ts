import type { MessageTypes } from '../generated/envoy-api.ts';
import type { MessageAt } from './check-value.ts';
import { filterChainRules } from './invariants/filter-chains.ts';
import { formatRules } from './invariants/format-operators.ts';
import { nameRules } from './invariants/names.ts';
import { clusterRules, filterRules, secretRules } from './invariants/references.ts';
import { routingRules } from './invariants/routing.ts';
import { isMessage, type MessageRules, type Scene } from './invariants/rule.ts';
import { tlsRules } from './invariants/tls.ts';
import type { Add, Problem } from './problem.ts';
import { envoyMinor } from './version-floor.ts';

export interface InvariantOptions {
  /** Names of clusters that need not exist, such as the one that stands for an invalid backend. */
  readonly reservedClusters: ReadonlySet<string>;
  /** The oldest version that the configuration is for; the newest by default. */
  readonly envoyVersion?: string;
}

type Rule = (message: unknown, pointer: string, add: Add, scene: Scene) => void;

const rules = byMessage([
  nameRules,
  clusterRules,
  filterRules,
  secretRules,
  routingRules,
  tlsRules,
  filterChainRules,
  formatRules,
]);

/**
 * Finds what the protos cannot say and Envoy accepts, or refuses only when it starts: ambiguous names, dangling references,
 * TLS that verifies nothing, secrets in plain sight.
 *
 * @param messages - all messages of a configuration that the verifier has nothing against, parents before children
 */
export function checkInvariants(
  messages: readonly MessageAt[],
  options: InvariantOptions,
): readonly Problem[] {
  const problems: Problem[] = [];
  const add: Add = (pointer, message) => void problems.push({ pointer, message });
  const names = gatherNames(messages, options.reservedClusters);
  const { envoyVersion } = options;
  const minor = envoyVersion === undefined ? null : envoyMinor(envoyVersion);
  let current: MessageAt | null = null;
  const filters = new Map<MessageAt, ReadonlySet<string>>();
  const httpFilters = () => filtersAround(current, filters);
  const scene: Scene = { ...names, minor, httpFilters };
  // Iterators of a hundred thousand messages would make an object for each.
  messages.forEach((message) => {
    current = message;
    rules.get(message.name)?.forEach((rule) => {
      rule(message.value, message.pointer, add, scene);
    });
  });
  return problems;
}

/** Whether `checkInvariants` looks at messages of a name. */
export function hasInvariants(name: string): boolean {
  return rules.has(name);
}

function gatherNames(
  messages: readonly MessageAt[],
  reserved: ReadonlySet<string>,
): Pick<Scene, 'clusters' | 'secrets'> {
  const clusters = new Set(reserved);
  const secrets = new Set<string>();
  const name = 'envoy.config.bootstrap.v3.Bootstrap.StaticResources';
  for (const message of messages.filter((each) => each.name === name)) {
    if (!isMessage(message, name)) continue;
    for (const { name } of message.value.clusters ?? []) clusters.add(name);
    for (const { name } of message.value.secrets ?? []) if (name !== undefined) secrets.add(name);
  }
  return { clusters, secrets };
}

/** Names of the filters of the connection manager around a message; null when there is none. */
function filtersAround(
  message: MessageAt | null,
  known: Map<MessageAt, ReadonlySet<string>>,
): ReadonlySet<string> | null {
  const name = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
  let around = message?.around ?? null;
  while (around !== null && !isMessage(around, name)) around = around.around;
  if (around === null) return null;
  const filters =
    known.get(around) ?? new Set((around.value.http_filters ?? []).map((filter) => filter.name));
  known.set(around, filters);
  return filters;
}

/** Loses the connection of names and types, which `MessageRules` has checked and the verifier guarantees. */
function byMessage(tables: readonly MessageRules[]): ReadonlyMap<string, readonly Rule[]> {
  const found = new Map<string, Rule[]>();
  for (const table of tables)
    for (const [name, rule] of Object.entries(table) as readonly [keyof MessageTypes, Rule][])
      found.set(name, [...(found.get(name) ?? []), rule]);
  return found;
}
