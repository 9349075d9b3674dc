/** The Envoy API's descriptor: protobufjs JSON with each field's protoc-gen-validate rules. */
export interface Namespace {
  readonly nested?: Readonly<Record<string, DescriptorNode>>;
}

/** A message, an enum or a namespace. */
export interface DescriptorNode extends Namespace {
  readonly fields?: Readonly<Record<string, FieldNode>>;
  readonly oneofs?: Readonly<Record<string, OneofNode>>;
  readonly values?: Readonly<Record<string, number>>;
  readonly options?: NodeOptions;
}

export interface NodeOptions {
  /** Of a message: its rules are switched off. */
  readonly noRules?: boolean;
  /** Of an enum: the minor versions of Envoy that brought its newer values. */
  readonly since?: Readonly<Record<string, number>>;
}

export interface FieldNode {
  readonly type: string;
  readonly rule?: 'repeated';
  /** Present for maps. */
  readonly keyType?: string;
  readonly options?: FieldOptions;
}

export interface OneofNode {
  readonly oneof: readonly string[];
  readonly options?: {
    /** One member has to be set. */
    readonly required?: boolean;
  };
}

export interface FieldOptions {
  readonly rules?: RuleSet;
  readonly deprecated?: unknown;
  readonly proto3_optional?: boolean;
  /** The minor version of Envoy that brought the field, when the oldest supported one lacks it. */
  readonly since?: number;
}

/** protoc-gen-validate rules by the kind of value that they are for, such as `string`. */
export type RuleSet = Readonly<Record<string, Rules>>;

/** The rules of one kind, such as `min_len`. */
export type Rules = Readonly<Record<string, unknown>>;

export type Find = (name: string) => DescriptorNode | undefined;

/** Looks up messages and enums by their full names. */
export function finder(root: Namespace): Find {
  return (name) => {
    let node: DescriptorNode | undefined = root;
    for (const step of name.split('.')) {
      const nested: Readonly<Record<string, DescriptorNode>> | undefined = node.nested;
      node = nested !== undefined && Object.hasOwn(nested, step) ? nested[step] : undefined;
      if (node === undefined) return undefined;
    }
    return node;
  };
}

/** Full name of the message or enum that a field of `scope` refers to; null for scalars. */
export function resolveType(find: Find, type: string, scope: string): string | null {
  if (type.startsWith('.')) return type.slice(1);
  for (let outer = scope; ; outer = outer.slice(0, Math.max(0, outer.lastIndexOf('.')))) {
    const full = outer === '' ? type : `${outer}.${type}`;
    const node = find(full);
    if (node?.fields !== undefined || node?.values !== undefined) return full;
    if (outer === '') return null;
  }
}
