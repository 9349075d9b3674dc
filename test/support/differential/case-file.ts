import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { nameAt, type Configuration } from '../random/configuration.ts';
import type { RandomRequest } from '../random/requests.ts';
import { renamed } from './reduce.ts';
import type { Asked } from './run.ts';

/** A pair of configuration and request, as people read it. The configuration is called c0000. */
interface CaseFile {
  /** What went wrong, once. */
  readonly problem: string;
  readonly request: RandomRequest;
  readonly objects: Configuration['objects'];
}

export function caseText({ configuration, request }: Asked, problem: string): string {
  const { objects } = configuration;
  return stringify({ problem, request, objects } satisfies CaseFile, { lineWidth: 120 });
}

/** What older files do not say. */
const unsaid = { shows: 'none', body: null } as const;

/** All pairs that were ever found, the configurations called after their position. */
export function readCases(folder: string): readonly (Asked & { readonly file: string })[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((file, index) => {
      const read = parse(readFileSync(path.join(folder, file), 'utf8')) as CaseFile;
      const configuration = { name: nameAt(0), objects: read.objects };
      return {
        file,
        ...renamed({ configuration, request: { ...unsaid, ...read.request } }, nameAt(index)),
      };
    });
}
