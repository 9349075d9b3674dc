import type { Version } from '../../src/target/options.ts';

/** The numbers of a version such as `1.28.3`. */
export function versionOf(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
  return { major, minor, patch };
}
