import type { ResourceId } from '../source/place.ts';

/** Columns of the picture, from the class of a Gateway to what is attached to its backends. */
export const layers = [
  'class',
  'gateway',
  'listener-set',
  'listener',
  'route',
  'rule',
  'backend',
  'attached',
] as const;

export type Layer = (typeof layers)[number];

export type Problem = 'error' | 'warning';

/** `n1`, `n2`: nothing of the manifests, so that it needs no escaping. */
export type NodeId = `n${number}`;

export interface GraphNode {
  readonly id: NodeId;
  readonly layer: Layer;
  /** The object that it is, or is a part of. */
  readonly object: ResourceId;
  /** Kind of object or part, as people read it. */
  readonly kind: string;
  readonly name: string;
  /** Further lines, such as hostnames. */
  readonly details: readonly string[];
  readonly problem: Problem | null;
  /** Findings, in words. */
  readonly findings: readonly string[];
}

export interface GraphEdge {
  readonly from: NodeId;
  readonly to: NodeId;
  /** Empty for none. */
  readonly label: string;
  /** What does not carry requests, such as policies. */
  readonly aside: boolean;
  readonly problem: Problem | null;
}

/** What leads where. Texts are free of control characters; each format escapes what it gives a meaning. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
