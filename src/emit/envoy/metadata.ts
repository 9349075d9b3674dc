import type { Backend, GatewayIr, HttpListener, Rule, TlsListener } from '../../ir/index.ts';
import type { ResourceId } from '../../source/place.ts';
import type { Metadata, Node } from './generated/envoy-api.ts';

// Which object made what, for people and tools that read the output. Line numbers stay out: they
// would change in diffs where nothing else does (`--source-map` has them).

export function gatewayMetadata({ resource }: GatewayIr): Metadata {
  return metadata(identity(resource));
}

/** The listener's object is the Gateway or one of its ListenerSets. */
export function listenerMetadata({ name, origin }: HttpListener | TlsListener): Metadata {
  return metadata({ ...identity(origin.resource), listener: name });
}

/** The labels and annotations that the Gateway asks for (GEP-1867). */
export function nodeMetadata({
  metadata: { labels, annotations },
}: GatewayIr): Pick<Node, 'metadata'> {
  if (labels.length + annotations.length === 0) return {};
  return {
    metadata: {
      ...(labels.length === 0 ? {} : { labels: Object.fromEntries(labels) }),
      ...(annotations.length === 0 ? {} : { annotations: Object.fromEntries(annotations) }),
    },
  };
}

export function ruleMetadata({
  route,
  index,
  name,
}: Pick<Rule, 'route' | 'index' | 'name'>): Metadata {
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
