import { makeCompileMemory, type CompileMemory } from '../../compile-memory.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { TargetOptions } from '../../target/options.ts';
import type { SchemaSource } from '../../validate/schema-set.ts';
import { documentGroups } from './document-groups.ts';
import { keepDocuments, recallDocuments } from './documents.ts';
import { keptEmissions, type Shelf } from './emissions.ts';

interface Parts {
  readonly files: readonly SourceFile[];
  readonly options: SchemaSource & { readonly target: TargetOptions | null };
}

/** Does something with what is kept of documents and Gateways, and keeps what is new. */
export function withParts<T>(
  { files, options }: Parts,
  own: CompileMemory | null,
  shelf: Shelf,
  work: (memory: CompileMemory) => Promise<T>,
): Promise<T> {
  const memory = own ?? memoryOfOneRun();
  const groups = documentGroups(files, options);
  recallDocuments(groups, memory, shelf.store);
  return work({
    ...memory,
    settle: () => {
      keepDocuments(groups, memory, shelf.store);
      memory.settle();
    },
    emitted:
      options.target === null
        ? memory.emitted
        : keptEmissions(memory.emitted, options.target, shelf),
  });
}

/** Documents are most of what a run holds in memory; and places are found once anyway. */
function memoryOfOneRun(): CompileMemory {
  const memory = makeCompileMemory();
  const { documents } = memory.reading;
  const settle = (): void => {
    documents.yaml.clear();
    documents.json.clear();
  };
  return { ...memory, reading: { documents, ranges: null }, settle };
}
