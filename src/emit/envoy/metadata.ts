import type { Backend, GatewayIr, Rule } from '../../ir/index.ts';
import type { ResourceId } from '../../source/place.ts';
import type { Metadata } from './generated/envoy-api.ts';

// Which object made what, for people and tools that read the output. Line numbers stay out: they
// would change in diffs where nothing else does (`--source-map` has them).

export function gatewayMetadata({ resource }: GatewayIr, listener: string | null): Metadata {
  return metadata({ ...identity(resource), ...(listener === null ? {} : { listener }) });
}

export function ruleMetadata({ route, index, name }: Rule): Metadata {
  return metadata({
    ...identity(route),
    rule: index,
    ...(name === null ? {} : { ruleName: name }),
  });
}

export function backendMetadata({ resource, port }: Backend): Metadata {
  return metadata({ ...identity(resource), port });
}

function identity({ kind, namespace, name }: ResourceId): Readonly<Record<string, string>> {
  return { kind, namespace, name };
}

function metadata(facts: Readonly<Record<string, string | number>>): Metadata {
  return { filter_metadata: { gatewright: facts } };
}
