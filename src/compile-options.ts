import type { GatewayMetadata } from './ir/index.ts';
import type { TargetName } from './diagnostics/diagnostic.ts';
import type { LocatedDiagnostic } from './diagnostics/located.ts';
import type { Severities } from './diagnostics/severities.ts';
import type { Suppressed } from './diagnostics/suppressions.ts';
import type { LintOptions } from './lint/options.ts';
import type { Channel } from './model/channel.ts';
import type { Release } from './model/release.ts';
import type { JudgedDocument } from './report/judged-document.ts';
import type { ResourceId } from './source/place.ts';
import type { OutputFile, TargetOptions } from './target/options.ts';
import type { TargetAssets } from './target/target.ts';
import type { SchemaSet } from './validate/schema-set.ts';

export type { Channel } from './model/channel.ts';
export type { Release } from './model/release.ts';

/** Everything besides the manifests that decides the output. */
export interface CompileOptions {
  readonly targets: readonly TargetName[];
  readonly channel: Channel;
  /** Release of Gateway API whose CRDs the manifests are validated against. */
  readonly release: Release;
  /** The Gateways to emit; empty for all. */
  readonly gateways: readonly { readonly namespace: string; readonly name: string }[];
  /** Only Gateways of this class, or null for every class. */
  readonly gatewayClass: string | null;
  /** Only Gateways whose class names this controller (GatewayClass `spec.controllerName`), or null for all. */
  readonly controllerName: string | null;
  /** Addresses that Gateways listen on instead of those of their spec; IP literals. */
  readonly addresses: readonly GatewayAddress[];
  /** The addresses of `spec.addresses` that can be listened on, as IP literals; null for all. */
  readonly usableAddresses: readonly string[] | null;
  /**
   * What a controller does: an error costs only what it touches, and everything else is emitted.
   * Otherwise any error means that nothing is.
   */
  readonly keepGoing: boolean;
  /** DNS suffix of the cluster's Services. */
  readonly clusterDomain: string;
  /** Where Services are when there is no Kubernetes. */
  readonly endpoints: readonly EndpointMapping[];
  /**
   * Path of the files of Secrets that the input lacks, with `{namespace}`, `{name}` and `{key}`
   * (`tls.crt`, `tls.key`); null to report such Secrets.
   */
  readonly assumeSecrets: string | null;
  /** Take Services that the input lacks to exist, and reach them by their DNS name. */
  readonly assumeServices: boolean;
  /** Severities of findings that differ from the catalog's. */
  readonly severities: Severities;
  readonly lint: LintOptions;
  /** Add `sourcemap.json` to each Gateway's files. */
  readonly sourceMap: boolean;
  readonly target: TargetOptions;
}

/** `--address NS/GATEWAY=IP`. */
export interface GatewayAddress {
  readonly namespace: string;
  readonly name: string;
  readonly address: string;
}

/** `--endpoint NS/SERVICE:PORT=HOST:PORT`. */
export interface EndpointMapping {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  /** IP literal without brackets, or a DNS name. */
  readonly host: string;
  readonly targetPort: number;
}

/** What the pipeline needs from disk, loaded beforehand so that the pipeline itself is pure. */
export interface Assets {
  readonly schemas: SchemaSet;
  readonly target: TargetAssets;
}

/** A port of a proxy, with `--port-offset` added. */
export interface ServedPort {
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
}

/** The files of one Gateway, relative to its folder. */
export interface GatewayOutput {
  readonly gateway: ResourceId;
  /** What its proxy listens on, ascending, TCP before UDP; empty when nothing of it can be served. */
  readonly ports: readonly ServedPort[];
  /** Labels and annotations for everything that is made for the Gateway (`infrastructure`). */
  readonly metadata: GatewayMetadata;
  readonly files: readonly OutputFile[];
}

export interface CompileSummary {
  readonly gateways: number;
  readonly routes: number;
  /** Objects of kinds that gatewright does not read. */
  readonly skippedKinds: readonly {
    readonly group: string;
    readonly kind: string;
    readonly count: number;
  }[];
}

export interface CompileResult {
  /** Sorted by namespace and name; empty when there are errors and `keepGoing` is off. */
  readonly outputs: readonly GatewayOutput[];
  /** Sorted by place, without duplicates. */
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** What comments in the manifests took away. */
  readonly suppressed: readonly Suppressed[];
  /** Every document of the input with the API server's verdict on it, sorted by file and place. */
  readonly documents: readonly JudgedDocument[];
  readonly summary: CompileSummary;
}
