import type { Branded } from '../../util/brand.ts';

/**
 * A `/`-separated path below the output folder that cannot leave it: made by `outputPath`,
 * `parseOutputPath` and `manifestPath` only.
 */
export type OutputPath = Branded<'OutputPath'>;

// RFC 1123: what namespaces and Gateways can be called. Neither can start with a dot, so our own
// entries below, which do, can never be meant by a manifest.
const label = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
// Kubernetes bounds a subdomain as a whole, not its labels.
const part = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const inner = /^[a-z0-9][a-z0-9._-]{0,127}$/;

/** The list of files that gatewright wrote, so that a later run knows which ones are its own. */
export const manifestPath = '.gatewright.json' as OutputPath;
/** Held while the folder is changed. */
export const lockName = '.gatewright.lock';
/** Both generations while the folder is changed. */
export const workName = '.gatewright.tmp';

/**
 * Path of a Gateway's file.
 *
 * @throws Error when a part is not a valid name: they have been validated, so this is a bug.
 */
export function outputPath(namespace: string, gateway: string, file: string): OutputPath {
  const path = parseOutputPath(`${namespace}/${gateway}/${file}`);
  if (path === null) throw new Error('an output path has a part that is not a valid name');
  return path;
}

/** A path as the manifest lists it; null when gatewright cannot have written it. */
export function parseOutputPath(text: string): OutputPath | null {
  const [namespace, gateway, ...rest] = text.split('/');
  if (namespace === undefined || gateway === undefined || rest.length === 0) return null;
  const valid =
    label.test(namespace) &&
    gateway.length <= 253 &&
    gateway.split('.').every((each) => part.test(each)) &&
    rest.every((each) => inner.test(each));
  return valid ? (text as OutputPath) : null;
}

/** The folders that a path lies in, outermost first: `a/b/c` gives `a`, `a/b`. */
export function foldersOf(path: OutputPath): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
