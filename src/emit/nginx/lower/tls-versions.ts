import type { TlsListener, TlsParameters, TlsSocket, TlsVersion } from '../../../ir/index.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { directive, type Line } from '../directive.ts';
import { word } from '../quote.ts';
import { supportsVersionsByName } from '../versions.ts';

export type VersionRange = Pick<TlsParameters, 'minimum' | 'maximum'>;

/** What the http and stream blocks say. */
const usual: VersionRange = { minimum: '1.2', maximum: '1.3' };

/**
 * What all listeners of a port have in common: NGINX before 1.29.2 takes the versions of the port's default server
 * for all of them. Null where there is nothing.
 */
export function commonVersions({ listeners }: TlsSocket): VersionRange | null {
  const ranges = listeners.map(rangeOf);
  const minimum = ranges.reduce((found, each) => later(found, each.minimum), usual.minimum);
  const maximum = ranges.reduce((found, each) => earlier(found, each.maximum), usual.maximum);
  return minimum > maximum ? null : { minimum, maximum };
}

export function rangeOf(listener: TlsListener): VersionRange {
  return listener.kind === 'passthrough' ? usual : (listener.tls.parameters ?? usual);
}

/** @param listener - null for a server of hosts that no listener claims */
export function versionLines(
  listener: TlsListener | null,
  socket: TlsSocket,
  options: TargetOptions,
): readonly Line[] {
  const range = supportsVersionsByName(options)
    ? listener === null
      ? usual
      : rangeOf(listener)
    : commonVersions(socket);
  if (range === null) throw new Error('a port without TLS versions has passed the check');
  return isUsual(range) ? [] : [versionsLine('ssl_protocols', range)];
}

export function isUsual({ minimum, maximum }: VersionRange): boolean {
  return minimum === usual.minimum && maximum === usual.maximum;
}

/** @param name - of the directive */
export function versionsLine(name: string, { minimum, maximum }: VersionRange): Line {
  const versions = (['1.2', '1.3'] as const).filter((each) => each >= minimum && each <= maximum);
  return directive(name, ...versions.map((each) => word(`TLSv${each}`)));
}

function later(a: TlsVersion, b: TlsVersion): TlsVersion {
  return a > b ? a : b;
}

function earlier(a: TlsVersion, b: TlsVersion): TlsVersion {
  return a < b ? a : b;
}
