import { parseAllDocuments } from 'yaml';

/**
 * The controller that is under test: the suite's own GatewayClass is there before any other.
 *
 * @param {readonly { readonly text: string }[]} files
 * @returns {string | null} null as long as there is no GatewayClass
 */
export function learnController(files) {
  const classes = files
    .flatMap(({ text }) => parseAllDocuments(text))
    .map((document) => document.toJS())
    .filter((object) => object?.kind === 'GatewayClass')
    .sort((a, b) => (created(a) < created(b) ? -1 : 1));
  return classes[0]?.spec.controllerName ?? null;
}

function created({ metadata }) {
  return `${metadata.creationTimestamp ?? ''}/${metadata.name}`;
}
