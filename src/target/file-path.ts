import { createHash } from 'node:crypto';
import type { ResourceId } from '../source/place.ts';
import type { Branded } from '../util/brand.ts';

/** Where a proxy finds a file, or where one is written below the Gateway's folder. */
export type FilePath = Branded<'FilePath'>;

/** Files of certificates and authorities end so. */
export type FileEnding = '.crt' | '.key' | '.ca.crt';

/**
 * Where what an object holds is written. A hash of its identity: no manifest can steer the name, and it stays when a
 * certificate is renewed, so that a renewal changes no configuration.
 */
export function contentPath(id: string, ending: FileEnding): FilePath {
  const digest = createHash('sha256').update(id).digest('hex');
  return `tls/${digest.slice(0, 32)}${ending}` as FilePath;
}

/** The same as the proxy is told, where the Gateway's folder is mounted below `configRoot`. */
export function mountedPath(
  path: FilePath,
  { namespace, name }: ResourceId,
  configRoot: string | null,
): FilePath {
  if (configRoot === null) return path;
  return `${configRoot.replace(/\/$/, '')}/${namespace}/${name}/${path}` as FilePath;
}

/** A file that is ours by name. */
export function ownPath(name: 'nginx.conf' | 'envoy.json' | 'sourcemap.json'): FilePath {
  return name as string as FilePath;
}

/** A file that the command line names, such as the system's authorities. */
export function givenPath(path: string): FilePath {
  return path as FilePath;
}
