import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { manifestPath, parseOutputPath } from '../output/layout.ts';
import { parseManifest } from '../output/manifest.ts';

/** A file that a scan met and that isn't compiled. */
export interface LeftOut {
  readonly name: string;
  readonly why:
    | 'not-kubernetes'
    | 'helm-template'
    | 'symbolic-link'
    | 'own-output'
    | 'submodule'
    | 'lfs-pointer';
}

/** The files around one that a scan met. */
export interface Surroundings {
  readonly separator: string;
  readonly exists: (path: string) => boolean;
  /** Null when there is no such file. */
  readonly read: (path: string) => string | null;
}

const onDisk: Surroundings = {
  separator: sep,
  exists: existsSync,
  read: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  },
};

/** Why a file that a scan met must not be read as a manifest, judged by where it is; null to read it. */
export function scanVerdict(path: string, around = onDisk): LeftOut['why'] | null {
  if (isChartPart(path, around)) return 'helm-template';
  return isOwnOutput(path, around) ? 'own-output' : null;
}

// A chart's templates become manifests only when Helm renders them.
function isChartPart(path: string, { separator, exists }: Surroundings): boolean {
  if (basename(path) === 'Chart.yaml') return true;
  const parts = path.split(separator);
  return parts.some(
    (part, index) =>
      part === 'templates' &&
      index < parts.length - 1 &&
      exists([...parts.slice(0, index), 'Chart.yaml'].join(separator)),
  );
}

const generated: ReadonlySet<string> = new Set(['envoy.json', 'sourcemap.json']);

/** What an earlier run wrote, when the output folder lies within the scanned one. */
function isOwnOutput(path: string, { read }: Surroundings): boolean {
  if (!generated.has(basename(path))) return false;
  const gateway = dirname(path);
  const namespace = dirname(gateway);
  const folder = dirname(namespace);
  const written = parseOutputPath(
    [basename(namespace), basename(gateway), basename(path)].join('/'),
  );
  const list = written === null ? null : read(join(folder, manifestPath));
  if (written === null || list === null) return false;
  try {
    return parseManifest(Buffer.from(list)).has(written);
  } catch {
    return false;
  }
}
