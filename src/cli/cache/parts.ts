import { makeCompileMemory, type CompileMemory } from '../../compile-memory.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { TargetOptions } from '../../target/options.ts';
import type { SchemaSource } from '../../validate/schema-set.ts';
import { documentGroups } from './document-groups.ts';
import { keepDocuments, recallDocuments } from './documents.ts';
import { keptEmissions } from './emissions.ts';
import type { Store } from './store.ts';

interface Parts {
  readonly files: readonly SourceFile[];
  readonly options: SchemaSource & { readonly target: TargetOptions | null };
}

/** Does something with what is kept of documents and Gateways, and keeps what is new. */
export async function withParts<T>(
  { files, options }: Parts,
  own: CompileMemory | null,
  store: Store,
  work: (memory: CompileMemory) => Promise<T>,
): Promise<T> {
  const { reading, judging, emitted } = own ?? memoryOfOneRun();
  const groups = documentGroups(files, options);
  recallDocuments(groups, { reading, judging }, store);
  const done = await work({
    reading,
    judging,
    emitted: options.target === null ? emitted : keptEmissions(emitted, options.target, store),
  });
  keepDocuments(groups, { reading, judging }, store);
  return done;
}

/** Places are found once in one run anyway. */
function memoryOfOneRun(): CompileMemory {
  const memory = makeCompileMemory();
  return { ...memory, reading: { ...memory.reading, ranges: null } };
}
