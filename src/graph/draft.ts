import { catalogEntry } from '../diagnostics/catalog.ts';
import { escapeForTerminal } from '../diagnostics/render/escape.ts';
import type { LocatedDiagnostic } from '../diagnostics/located.ts';
import { idKey } from '../inspect/model.ts';
import type { FieldPath } from '../source/field-path.ts';
import type { ResourceId } from '../source/place.ts';
import type { Graph, GraphEdge, GraphNode, NodeId, Problem } from './model.ts';

/** What is known of a node when it is added. */
export interface NodeFacts extends Omit<GraphNode, 'id' | 'problem' | 'findings' | 'details'> {
  readonly details?: readonly string[];
  readonly findings?: readonly LocatedDiagnostic[];
  /** Wrong for another reason than findings. */
  readonly problem?: Problem | null;
}

/** A graph while it is being put together. */
export interface Draft {
  /** The id of the node; the same for the same key. */
  readonly node: (key: string, facts: NodeFacts) => NodeId;
  /** Lets `all` find a node by another key, too. */
  readonly alias: (key: string, id: NodeId) => void;
  readonly all: (key: string) => readonly NodeId[];
  readonly has: (key: string) => NodeId | null;
  readonly edge: (
    from: NodeId,
    to: NodeId,
    extras?: Partial<Omit<GraphEdge, 'from' | 'to'>>,
  ) => void;
  readonly finish: () => Graph;
}

export function makeDraft(): Draft {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const aliases = new Map<string, Set<NodeId>>();
  return {
    node: (key, facts) => {
      const known = nodes.get(key);
      if (known !== undefined) return known.id;
      const { details = [], findings = [], problem = null } = facts;
      const id: NodeId = `n${nodes.size + 1}`;
      nodes.set(key, {
        ...facts,
        id,
        name: clean(facts.name),
        kind: clean(facts.kind),
        details: details.map(clean),
        problem: problemOf(findings) ?? problem,
        findings: findings.map(sentence),
      });
      return id;
    },
    alias: (key, id) => {
      aliases.set(key, (aliases.get(key) ?? new Set()).add(id));
    },
    all: (key) => {
      const own = nodes.get(key);
      return own === undefined ? [...(aliases.get(key) ?? [])] : [own.id];
    },
    has: (key) => nodes.get(key)?.id ?? null,
    edge: (from, to, extras = {}) => {
      const { label = '', aside = false, problem = null } = extras;
      const key = `${from} ${to} ${label}`;
      if (!edges.has(key)) edges.set(key, { from, to, label: clean(label), aside, problem });
    },
    finish: () => ({ nodes: [...nodes.values()], edges: [...edges.values()] }),
  };
}

/** Long names are cut: a picture with one of a thousand characters shows nothing. */
const longest = 60;

function clean(text: string): string {
  const safe = escapeForTerminal(text);
  return safe.length > longest ? `${safe.slice(0, longest - 1)}…` : safe;
}

function sentence({ code, args, target }: LocatedDiagnostic): string {
  const proxy = target === null ? '' : `${target}: `;
  return escapeForTerminal(`${proxy}${catalogEntry(code).message(args)} (${code})`);
}

function problemOf(findings: readonly LocatedDiagnostic[]): Problem | null {
  if (findings.some(({ severity }) => severity === 'error')) return 'error';
  return findings.some(({ severity }) => severity === 'warning') ? 'warning' : null;
}

/** Looks findings up by object and field; those below a part count for the part alone. */
export type FindingsOf = (
  id: ResourceId,
  wanted: (path: FieldPath) => boolean,
) => readonly LocatedDiagnostic[];

export function makeFindings(diagnostics: readonly LocatedDiagnostic[]): FindingsOf {
  const byObject = new Map<string, LocatedDiagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.place.kind !== 'field') continue;
    const key = idKey(diagnostic.place.origin.resource);
    const list = byObject.get(key);
    if (list === undefined) byObject.set(key, [diagnostic]);
    else list.push(diagnostic);
  }
  return (id, wanted) =>
    (byObject.get(idKey(id)) ?? []).filter(
      ({ place }) => place.kind === 'field' && wanted(place.origin.path),
    );
}

/** Fields of one item of `spec.<list>`. */
export function below(list: string, position: number) {
  return (path: FieldPath): boolean => path[1] === list && path[2] === position;
}

/** Fields of an object that belong to no item of `spec.<list>`. */
export function beside(list: string) {
  return (path: FieldPath): boolean => path[1] !== list;
}
