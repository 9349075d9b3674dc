import { empty, regex, variable, type VariableName, word } from '../quote.ts';
import { plainPath } from '../url-path.ts';
import type { MapBlock } from '../view.ts';
import { mapBlock } from './map-block.ts';
import type { SharedMaps } from './shared-maps.ts';

const asSent = variable('gw_path_as_sent');

/** The path and query as sent, where NGINX would spell them in another way once it has replaced the path; else nothing. */
export function pathAsSent(shared: SharedMaps): VariableName {
  const group = 'Paths that NGINX itself would spell in another way than the client.';
  shared.family(group, 'as sent', () => [spellings()]);
  return asSent;
}

// Escapes are spelled anew; an empty query is lost, as is what follows "#". What was normalised is meant to be.
function spellings(): MapBlock {
  return mapBlock(
    asSent,
    [{ variable: variable('gw_path') }, { variable: variable('request_uri') }],
    empty,
    [
      { key: regex(`^0${plainPath}(?:\\?[^#]+)?\\z`), value: empty },
      { key: regex('^0'), value: word('$request_uri') },
    ],
  );
}
