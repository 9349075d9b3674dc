/**
 * What would change how Node starts or runs. Additional certificates are among it: Node 20 reads them at its start, which
 * takes some 40 ms.
 */
const removed = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_V8_COVERAGE', 'NODE_COMPILE_CACHE'];

/** @returns {Record<string, string | undefined>} for measured processes */
export function environment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !removed.includes(name)),
  );
}
