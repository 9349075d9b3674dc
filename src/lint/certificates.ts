import { X509Certificate } from 'node:crypto';
import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Certificate, GatewayIr, ServerTls } from '../ir/index.ts';
import type { HostPattern } from '../resolve/hostnames.ts';
import { describeResource, originAt, type Origin } from '../source/place.ts';
import { validityOf, type CertificateTimes } from './validity.ts';
import type { LintInput } from './input.ts';
import type { LintOptions } from './options.ts';

/** Certificates that have expired or soon will, and those that have no name for what they are used for. */
export function lintCertificates(
  { resolution }: LintInput,
  options: LintOptions,
  report: Report,
): void {
  for (const gateway of resolution.ir.gateways) {
    const leaves = new Map(
      gateway.certificates.map((each) => [each.id, { certificate: each, leaf: leafOf(each) }]),
    );
    for (const { certificate, leaf } of leaves.values()) {
      const problem = leaf === null ? null : validityOf(leaf, options);
      if (problem === null) continue;
      const args = { certificate: describeResource(certificate.secret), ...problem.args };
      report(atField(problem.code, certificate.origin, args));
    }
    for (const listener of tlsListeners(gateway))
      lintNames(
        listener,
        listener.tls.certificates.flatMap((id) => leaves.get(id) ?? []),
        report,
      );
  }
}

/** The times of all certificates that lints look at. */
export function certificateTimes(gateways: readonly GatewayIr[]): readonly CertificateTimes[] {
  return gateways
    .flatMap(({ certificates }) => certificates.map(leafOf))
    .flatMap((leaf) =>
      leaf === null ? [] : [{ validFrom: leaf.validFrom, validTo: leaf.validTo }],
    );
}

interface TlsUser {
  readonly hostname: HostPattern;
  readonly tls: ServerTls;
  readonly hostnames: readonly HostPattern[];
  readonly origin: Origin;
}

function tlsListeners({ sockets }: GatewayIr): readonly TlsUser[] {
  return sockets
    .flatMap((socket) => (socket.kind === 'tls' ? socket.listeners : []))
    .flatMap((listener) => {
      if (listener.kind === 'passthrough') return [];
      const hosts: readonly { readonly hostnames: readonly HostPattern[] }[] = listener.hosts;
      return [{ ...listener, hostnames: hosts.flatMap(({ hostnames }) => hostnames) }];
    });
}

interface Leaf {
  readonly certificate: Certificate;
  /** Null where only the path of the file is known. */
  readonly leaf: X509Certificate | null;
}

function leafOf({ source }: Certificate): X509Certificate | null {
  return source.kind === 'inline' ? new X509Certificate(source.chain) : null;
}

/** How many hosts a message names. */
const listed = 3;

function lintNames(listener: TlsUser, certificates: readonly Leaf[], report: Report): void {
  if (certificates.length === 0 || certificates.some(({ leaf }) => leaf === null)) return;
  const names = new Set(certificates.flatMap(({ leaf }) => (leaf === null ? [] : namesOf(leaf))));
  const wanted = listener.hostname === null ? listener.hostnames : [listener.hostname];
  const missing = wanted.filter((host): host is NonNullable<HostPattern> => {
    if (host === null || names.has(host)) return false;
    return !names.has(`*${host.slice(host.indexOf('.'))}`);
  });
  if (missing.length === 0) return;
  const hosts = missing.slice(0, listed).join(', ');
  const more = missing.length - Math.min(listed, missing.length);
  const related = certificates.map(({ certificate }) => ({
    origin: certificate.origin,
    note: `${describeResource(certificate.secret)} is for ${shown(names)}`,
  }));
  const place =
    listener.hostname === null ? listener.origin : originAt(listener.origin, 'hostname');
  const args = { hosts: more === 0 ? hosts : `${hosts} and ${String(more)} more` };
  report(atField('lint/certificate-hostname', place, args, { related }));
}

function shown(names: ReadonlySet<string>): string {
  const [first = 'no host', ...more] = names;
  return more.length === 0 ? first : `${first} and ${String(more.length)} more`;
}

/** DNS names; the subject's CN has not counted since RFC 9525. */
function namesOf({ subjectAltName = '' }: X509Certificate): readonly string[] {
  // Node quotes a name that could pass for several; such a name is no host's.
  return subjectAltName
    .split(', ')
    .flatMap((each) => (each.startsWith('DNS:') ? [each.slice(4).toLowerCase()] : []));
}
