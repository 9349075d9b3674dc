// Checked by tsc, never run: each mistake must stay one, or its @ts-expect-error is an error.
import {
  directive,
  entry,
  locationHead,
  when,
  type Head,
  type Line,
} from '../../src/emit/nginx/directive.ts';
import {
  expression,
  literal,
  mapKey,
  regex,
  text,
  variable,
  word,
  type Comment,
} from '../../src/emit/nginx/quote.ts';
import { givenPath } from '../../src/target/file-path.ts';
import type { OutputFile } from '../../src/target/options.ts';

const manifest: string = '$http_authorization';
const probe = variable('probe');

export const right: readonly (Line | Head)[] = [
  directive('return', word('200'), text(manifest)),
  directive('add_header', literal(manifest), text(manifest), word('always')),
  directive('set', word('$a'), expression({ variable: probe }, manifest)),
  directive('server_name', regex(manifest)),
  entry(mapKey(manifest), text(manifest)),
  entry(regex(manifest), word('1')),
  locationHead(word('='), literal(manifest)),
  when({ kind: 'equals', variable: probe, value: text(manifest) }),
];

// @ts-expect-error -- text that nobody has quoted
directive('return', word('200'), manifest);

// @ts-expect-error -- a literal where variables are evaluated
directive('return', word('200'), literal(manifest));

// @ts-expect-error -- a literal as the value of a field
directive('add_header', word('x-a'), literal(manifest));

// @ts-expect-error -- a value with variables as the name of a field
directive('add_header', text(manifest), text(manifest));

// @ts-expect-error -- a value whose dollar sign would be the name of a variable, where none is evaluated
directive('server_name', text(manifest));

// @ts-expect-error -- an expression as a value
directive('return', word('200'), regex(manifest));

// @ts-expect-error -- text as a key of a map: `include` would open a file
entry(text(manifest), word('1'));

// @ts-expect-error -- a literal as a key of a map
entry(literal(manifest), word('1'));

// @ts-expect-error -- a literal as what a map gives: it is evaluated
entry(mapKey(manifest), literal(manifest));

// @ts-expect-error -- a value in the head of a location, where nothing is evaluated
locationHead(text(manifest));

// @ts-expect-error -- a key of a map as a path
locationHead(mapKey(manifest));

// @ts-expect-error -- a comparison with a literal
when({ kind: 'equals', variable: probe, value: literal(manifest) });

// @ts-expect-error -- a variable of a manifest
when({ kind: 'true', variable: manifest });

// @ts-expect-error -- a comment that may hold line breaks
export const brokenComment: Comment = manifest;

// @ts-expect-error -- a line that is written by hand
export const handWritten: Line = `return 200 ${text(manifest)};`;

// @ts-expect-error -- a head that is written by hand
export const handWrittenHead: Head = `location ${manifest}`;

// @ts-expect-error -- a file that a manifest names
export const named: OutputFile['path'] = manifest;

export const given: OutputFile['path'] = givenPath('/etc/ssl/ca.crt');
