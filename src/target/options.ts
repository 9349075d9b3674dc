import type { TargetName } from '../diagnostics/diagnostic.ts';
import type { PathPolicy } from './path-policy.ts';

/** A proxy version as numbers, so that it can be compared. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** What the emitters have to know about the place where the proxies will run. */
export interface TargetOptions {
  readonly nginxVersion: Version;
  readonly envoyVersion: Version;
  /** Added to every listening port; 0 by default. */
  readonly portOffset: number;
  /** What NGINX does where it cannot verify a backend by `subjectAltNames` (BackendTLSPolicy). */
  readonly nginxVerification: NginxVerification;
  readonly pathPolicy: PathPolicy;
  /** DNS servers for run-time resolution in NGINX; empty for the target's default. */
  readonly resolvers: readonly string[];
  /** File of the certificate authorities that the proxy's machine trusts (`wellKnownCACertificates: System`). */
  readonly systemTrust: string;
  /** Absolute folder for the Unix sockets that servers of NGINX hand connections over by. */
  readonly socketFolder: string;
  /** Absolute folder that the Gateway's files are mounted at, or null to refer to them relatively. */
  readonly configRoot: string | null;
}

/** `exact`: such backends are refused. `hostname-only`: the policy's `hostname` is verified instead. */
export type NginxVerification = 'exact' | 'hostname-only';

/** A file of one Gateway's data plane. */
export interface OutputFile {
  /** Relative to the Gateway's folder, `/`-separated; made of generated names only. */
  readonly path: string;
  readonly content: OutputContent;
  /** The target that it belongs to; null when several share it. */
  readonly target: TargetName | null;
}

/** `secret` files are written with mode 0600 and never shown. */
export type OutputContent =
  | { readonly kind: 'public'; readonly text: string }
  | { readonly kind: 'secret'; readonly reveal: () => string };

export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** True when `version` is `major.minor` or newer, at `patch` or newer. */
export function isAtLeast(version: Version, major: number, minor: number, patch = 0): boolean {
  return compareVersions(version, { major, minor, patch }) >= 0;
}
