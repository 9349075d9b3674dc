import { featureComparison } from './feature-comparison.ts';
import type { Capability, Support } from './target/capability.ts';
import type { FeatureId } from './target/feature.ts';
import { featureTitles } from './target/feature-titles.ts';
import { pathTable, type PathAnswers } from './target/path-table.ts';
import { targets } from './targets.ts';
import { compareText } from './util/compare.ts';

/** Behaviour that no field asks for, and where the targets differ in it. */
export const everyRequest: readonly string[] = [
  'Paths are read in one way, which is what rules match and backends get; the table below says how. With `--path-policy strict`, the default, whatever servers read in more than one way is answered with 400; `normalize` resolves dot segments. With `normalize`, NGINX answers 400 to what it cannot resolve as Envoy does. Paths have to be readable where a listener serves the host; others get 400 or 404.',
  'A parameter (`/a;b`) is part of its segment, so `/admin;b` is not below `/admin`. Escapes are decoded once: `%25` stands for itself.',
  'Exact and PathPrefix take an escape of a reserved character (`%2B`, and `%7E`) for the character, so that no rule is gone round by it. Regular expressions see it as it is sent in Envoy, and decoded in NGINX.',
  'Where NGINX forwards another path than was sent, it spells escapes anew (`+` for `%2b`) and leaves out the `?` of an empty query. With `normalize`, Envoy forwards escaped letters, digits and `-._~` decoded; NGINX as sent.',
  'A redirect that keeps the path repeats it as sent in NGINX, and as matched in Envoy: empty segments, with `normalize` also dot segments, stay in NGINX’s Location.',
  'A path of nothing but several slashes means `/` to NGINX and gets 400 from Envoy.',
  'A final dot of a name in SNI, where RFC 6066 allows none, does not matter to NGINX; Envoy knows no such name.',
  'A port or a final dot in Host does not matter for matching. Host is forwarded as the client sent it, but for the dot, which Envoy leaves out.',
  'Request headers with underscores in their names are dropped.',
  'A client’s `X-Forwarded-Client-Cert` is dropped before rules are looked at, and backends are not told the certificates of clients.',
  'TLS is of version 1.2 or 1.3, for clients and for backends. Where clients are verified, no sessions of other ports are resumed, and by NGINX none at all.',
  'Lines of a repeated header are matched as one, with commas, by NGINX from 1.23 on; Envoy tries each line.',
  'Regular expressions are RE2 and match the whole value. Among paths they stand between Exact and PathPrefix, longest first.',
  'When no connection to a backend comes about, or it ends before the response, NGINX answers 502 and Envoy 503.',
  'A redirect to the well-known port of its scheme does not name it; Envoy does, where the client’s Host names a port and the filter no hostname. NGINX writes the host of a redirect in lower case.',
  'Two Host fields or an empty one get 400 from NGINX; Envoy looks for a hostname of that name and, finding none, answers 404.',
  'HTTP/1.0 is served by NGINX; Envoy answers 426.',
  'TRACE is answered with 405. NGINX answers so before it looks at the host or the path, Envoy after both.',
  'Answers of the gateway itself are told to gRPC clients (`content-type: application/grpc`) as a status of gRPC where GRPCRoutes are; Envoy tells them so on every host.',
  'HTTP/2 by prior knowledge is served on plain ports, by NGINX from 1.25.1 on.',
  'Without `timeouts`, NGINX waits 300 seconds for each part of a response, Envoy without limit; both close streams that are idle for 300 seconds.',
  'Requests are sent to a backend once, unless the rule says `retry`. Then a connection that fails before the response is retried as well, whatever the method in Envoy; NGINX retries methods that are not idempotent only where `retry.codes` allows it or nothing was sent. Envoy keeps the first 1 MiB of a request’s body for that and sends longer ones once.',
  'CORS preflights are answered with 204 by NGINX and with 200 by Envoy. Envoy adds nothing for CORS to answers of its own, such as those of rules without a valid backend, and does not take preflights for those. NGINX says `Vary: Origin` where a rule has CORS; Envoy does not.',
  'Idle streams of GRPCRoutes and of backends of kubernetes.io/ws are not closed.',
  'HTTPRoutes and GRPCRoutes cannot share a hostname of a listener: the older one keeps it.',
];

/** The text of SUPPORT.md, made from the capability tables alone so that it cannot drift. */
export function supportDocument(): string {
  const features = (Object.keys(featureTitles) as FeatureId[]).sort((a, b) =>
    compareText(featureTitles[a], featureTitles[b]),
  );
  const notes: string[] = [];
  const rows = features.map((feature) => {
    const cells = Object.values(targets).map((target) => {
      const row: Capability<FeatureId> = target.capabilities[feature] as Capability<FeatureId>;
      return cellOf(row.summary, `${target.name}: ${featureTitles[feature]}`, notes);
    });
    return `| ${featureTitles[feature]} | \`${feature}\` | ${cells.join(' | ')} |`;
  });
  const names = Object.keys(targets);
  return [
    '# Support',
    '',
    'What each target does with each feature. Generated from the capability tables',
    '(`src/emit/<target>/capabilities.ts`); every approximation is reported at the field that meets it.',
    '',
    `| feature | id | ${names.join(' | ')} |`,
    `|---|---|${names.map(() => '---').join('|')}|`,
    ...rows,
    '',
    '## Differences',
    '',
    ...notes.map((note, position) => `${String(position + 1)}. ${note}`),
    '',
    '## What holds for every request',
    '',
    ...everyRequest.map((line) => `- ${line}`),
    '',
    ...pathSection(),
    '',
    ...featureComparison(),
  ].join('\n');
}

/** The table of `--path-policy`. */
function pathSection(): readonly string[] {
  return [
    '## Paths',
    '',
    'What a backend gets, or 400, over HTTP/1.1 and HTTP/2 (`src/target/path-table.ts`).',
    '',
    '| path | sent as | `--path-policy strict` | `--path-policy normalize` |',
    '|---|---|---|---|',
    ...pathTable.map(
      ({ what, sent, strict, normalize }) =>
        `| ${what} | \`${sent}\` | ${answersText(strict)} | ${answersText(normalize)} |`,
    ),
  ];
}

function answersText(answers: PathAnswers): string {
  if (answers === 400) return '400';
  if (typeof answers === 'string') return `\`${answers}\``;
  return `${answersText(answers.nginx)} (NGINX), ${answersText(answers.envoy)} (Envoy)`;
}

function cellOf(support: Support, what: string, notes: string[]): string {
  if (support.level === 'exact') return 'exact';
  notes.push(
    support.level === 'approximated'
      ? `**${what}.** ${sentence(support.how)} ${sentence(support.differs)}`
      : `**${what}.** ${sentence(support.why)}`,
  );
  return `${support.level} (${String(notes.length)})`;
}

/** Findings begin in lower case and end without a full stop; a document's sentences do not. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}
