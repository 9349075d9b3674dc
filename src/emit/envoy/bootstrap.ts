import type { GatewayIr } from '../../ir/index.ts';
import type { TargetOptions } from '../../target/options.ts';
import { invariant } from '../../util/invariant.ts';
import { lowerBackend } from './clusters.ts';
import type { Bootstrap, LayeredRuntime } from './generated/envoy-api.ts';
import { filtersOfRules } from './http-filters.ts';
import { overloadManager } from './limits.ts';
import { lowerSocket } from './listeners.ts';
import { nodeMetadata } from './metadata.ts';
import type { Provenance } from './provenance.ts';
import { MAX_PROGRAM_SIZE, needsLargePrograms } from './regex-size.ts';
import { noKnownRoutes } from './routes/route.ts';
import { sessionCluster } from './session-cluster.ts';
import { udpCluster } from './streams/udp-proxy.ts';
import { certificateSecrets } from './tls.ts';

/** A complete static bootstrap, without an admin listener: nothing but the Gateway's ports opens. */
export function lowerGateway(
  gateway: GatewayIr,
  options: TargetOptions,
  provenance: Provenance,
): Bootstrap {
  const around = {
    gateway,
    options,
    provenance,
    known: noKnownRoutes(),
    filtersOfRules: filtersOfRules(gateway),
    rules: new Map(gateway.rules.map((rule) => [rule.id, rule])),
    streamRules: new Map(gateway.streamRules.map((rule) => [rule.id, rule])),
    backends: new Map(gateway.backends.map((backend) => [backend.id, backend])),
  };
  const listeners = gateway.sockets.map((socket) => lowerSocket(socket, around));
  // Envoy takes two listeners of one name without a word.
  const names = new Set(listeners.map(({ name }) => name));
  invariant(names.size === listeners.length, 'two listeners share a name');
  const secrets = certificateSecrets(gateway, options);
  const retries = gateway.rules.some(({ retry }) => retry !== null);
  const place = { gateway, options, retries };
  const { namespace, name } = gateway.resource;
  return {
    node: { id: `${namespace}/${name}`, cluster: 'gatewright', ...nodeMetadata(gateway) },
    overload_manager: overloadManager,
    // A cluster's statistics take memory from its first request on.
    deferred_stat_options: { enable_deferred_creation_stats: true },
    ...(needsLargePrograms(gateway) ? { layered_runtime: largePrograms } : {}),
    static_resources: {
      ...(secrets.length === 0 ? {} : { secrets }),
      listeners,
      clusters: [
        ...gateway.backends.map((each) => provenance.tie(lowerBackend(each, place), each.origin)),
        ...gateway.rules.flatMap((rule) => sessionCluster(rule, around.backends, place)),
        ...gateway.streamRules.flatMap((rule) => udpCluster(rule, around.backends)),
      ],
    },
  };
}

// Twice what is let in, because the sizes are estimates.
const largePrograms: LayeredRuntime = {
  layers: [
    {
      name: 'gatewright',
      static_layer: { 're2.max_program_size.error_level': 2 * MAX_PROGRAM_SIZE },
    },
  ],
};
