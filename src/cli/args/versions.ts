import type { Version } from '../../target/options.ts';
import { CliError } from '../cli-error.ts';

/** Versions that the emitters know the behaviour of. */
export interface VersionRange {
  readonly option: string;
  readonly product: string;
  readonly major: number;
  readonly least: number;
  /** Null when newer ones are trusted to stay compatible. */
  readonly most: number | null;
  readonly standard: Version;
}

export const nginxVersions: VersionRange = {
  option: 'nginx-version',
  product: 'NGINX',
  major: 1,
  least: 22,
  most: 31,
  standard: { major: 1, minor: 28, patch: 0 },
};

export const envoyVersions: VersionRange = {
  option: 'envoy-version',
  product: 'Envoy',
  major: 1,
  least: 36,
  most: null,
  standard: { major: 1, minor: 40, patch: 0 },
};

/**
 * `X.Y` or `X.Y.Z`; without the last part, the first release of the series is meant.
 *
 * @throws CliError when it is no version or not one in the range.
 */
export function parseVersion(text: string | null, range: VersionRange): Version {
  if (text === null) return range.standard;
  const parts = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text);
  if (parts === null) throw new CliError(`--${range.option} must be X.Y or X.Y.Z, not ${text}`);
  const [major = 0, minor = 0, patch = 0] = parts.slice(1).map((part) => Number(part || 0));
  const known =
    major === range.major && minor >= range.least && (range.most === null || minor <= range.most);
  if (!known) throw new CliError(`--${range.option} ${text} is not supported`, rangeText(range));
  return { major, minor, patch };
}

function rangeText({ product, major, least, most }: VersionRange): string {
  const from = `${product} ${String(major)}.${String(least)}`;
  return most === null
    ? `${from} and newer can be compiled for.`
    : `${from} to ${String(major)}.${String(most)} can be compiled for.`;
}
