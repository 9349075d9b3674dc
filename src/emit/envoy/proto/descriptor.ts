/** A message or an enum of the Envoy API: protobufjs JSON with the rules of protoc-gen-validate. */
export interface DescriptorNode {
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
  /** A scalar, or the full name of a message or enum. */
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

/** Looks up messages and enums by their full names. */
export type Find = (name: string) => DescriptorNode | undefined;

/** Looks up in texts of JSON, of which it reads those that are asked for. */
export function finder(texts: Readonly<Record<string, string>>): Find {
  const read = new Map<string, DescriptorNode>();
  return (name) => {
    const known = read.get(name);
    if (known !== undefined) return known;
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (text === undefined) return undefined;
    const node = JSON.parse(text) as DescriptorNode;
    read.set(name, node);
    return node;
  };
}
