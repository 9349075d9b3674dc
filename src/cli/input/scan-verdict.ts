import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { manifestPath, parseOutputPath } from '../output/layout.ts';
import { parseManifest } from '../output/manifest.ts';

/** A file that a scan met and that isn't compiled. */
export interface LeftOut {
  readonly name: string;
  readonly why: 'not-kubernetes' | 'helm-template' | 'symbolic-link' | 'own-output';
}

/** Why a file that a scan met must not be read as a manifest, judged by where it is; null to read it. */
export function scanVerdict(path: string): LeftOut['why'] | null {
  if (isChartPart(path)) return 'helm-template';
  return isOwnOutput(path) ? 'own-output' : null;
}

// A chart's templates become manifests only when Helm renders them.
function isChartPart(path: string): boolean {
  if (basename(path) === 'Chart.yaml') return true;
  const parts = path.split(sep);
  return parts.some(
    (part, index) =>
      part === 'templates' &&
      index < parts.length - 1 &&
      existsSync([...parts.slice(0, index), 'Chart.yaml'].join(sep)),
  );
}

const generated: ReadonlySet<string> = new Set(['envoy.json', 'sourcemap.json']);

/** What an earlier run wrote, when the output folder lies within the scanned one. */
function isOwnOutput(path: string): boolean {
  if (!generated.has(basename(path))) return false;
  const gateway = dirname(path);
  const namespace = dirname(gateway);
  const folder = dirname(namespace);
  const written = parseOutputPath(
    [basename(namespace), basename(gateway), basename(path)].join('/'),
  );
  if (written === null) return false;
  try {
    return parseManifest(readFileSync(join(folder, manifestPath))).has(written);
  } catch {
    return false;
  }
}
