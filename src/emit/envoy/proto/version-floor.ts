/** An Envoy version that a configuration has to suit, as `minor` of `1.minor`. */
export type EnvoyMinor = number;

/**
 * The minor version of a version of Envoy, such as 36 of `1.36.2`.
 *
 * Fields carry the version that brought them in the descriptor (`since`); schemas/envoy/versions.json lists them.
 *
 * @throws RangeError when it is none: a floor that cannot be read must not switch the check off
 */
export function envoyMinor(version: string): EnvoyMinor {
  const minor = /^1\.([0-9]{1,4})(?:\.[0-9]{1,4})?$/.exec(version)?.[1];
  if (minor === undefined) throw new RangeError(`${version} is not a version of Envoy 1`);
  return Number(minor);
}

/**
 * The operators of access logs and header values that came later than the oldest supported Envoy
 * (https://www.envoyproxy.io/docs/envoy/latest/version_history/v1.37/v1.37). An older one refuses the configuration.
 */
export const newerOperators: ReadonlyMap<string, EnvoyMinor> = new Map([['REQUEST_HEADER', 37]]);

/** What is wrong with something newer than the version that the configuration is for, or null. */
export function tooNew(since: EnvoyMinor | null, target: EnvoyMinor | null): string | null {
  if (since === null || target === null || since <= target) return null;
  return `needs Envoy 1.${since} (the configuration is for 1.${target})`;
}
