import type { GatewayIr } from '../../ir/index.ts';
import type { Node } from './generated/envoy-api.ts';

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
