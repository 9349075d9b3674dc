import type { Difference, Pair } from '../difference.ts';
import {
  cannotReplace,
  changedHeaders,
  expressionsDiffer,
  hasNoSegment,
  isCall,
  ownStatus,
  redirects,
  repeatsWhatIsMatched,
} from '../facts.ts';
import {
  areSameHost,
  areSameLocation,
  areSameTarget,
  hasEmptyQuery,
  hasEscapes,
  hasFinalDot,
  hasOddSegments,
  wereToldAlike,
} from '../spellings.ts';
import type { Allowed } from './allowed.ts';

const path = ({ asked }: Pair): string => asked?.path ?? '';
/** A path that cannot be read gets 400 before the host is looked at, or what the host leads to. */
const isEarly = ({ aspect, nginx, envoy }: Difference): boolean =>
  aspect === 'status' && ['400,404', '400,421'].includes([nginx, envoy].sort().join());

/** Whether both say one thing, which they spell in their own ways. */
function isSpelling(pair: Pair, { aspect, nginx, envoy }: Difference): boolean {
  if (nginx === null || envoy === null) return false;
  if (aspect === 'path') return areSameTarget(pair.asked, nginx, envoy);
  if (aspect === 'Host') return areSameHost(pair.asked, nginx, envoy);
  if (aspect === 'header x-saw') return wereToldAlike(pair.asked, nginx, envoy);
  return aspect === 'Location' && redirects(pair) && areSameLocation(pair.asked, nginx, envoy);
}

/** By how the request is spelled, and by its lines. */
export const ofSpellings: readonly Allowed[] = [
  {
    id: 'nothing but slashes',
    because: ['SlashesOnly'],
    // Nothing of the rule's answer is left.
    explains: ({ envoy }) => hasNoSegment(envoy) && ownStatus(envoy) === 400,
  },
  {
    id: 'repeated headers',
    because: ['RepeatedHeaders'],
    // Another rule may take the request.
    explains: (pair, { aspect }) => aspect !== 'kind' && repeatsWhatIsMatched(pair),
  },
  {
    id: 'expressions see decoded paths',
    because: ['nginx HTTPRoutePathRegularExpression'],
    // Another rule may take the request.
    explains: (pair, { aspect }) =>
      aspect !== 'kind' && hasEscapes(pair.asked) && expressionsDiffer(pair),
  },
  {
    id: 'spelling of prefixes',
    because: [
      'nginx HTTPRouteRedirect',
      'nginx HTTPRoutePathRewrite',
      'nginx HTTPRouteBackendURLRewrite',
    ],
    explains: ({ nginx }, { aspect }) => aspect !== 'kind' && cannotReplace(nginx),
  },
  {
    id: 'paths that NGINX does not resolve',
    because: ['PathResolution'],
    explains: (pair, { aspect }) =>
      aspect !== 'kind' &&
      (path(pair).includes('\\') || hasOddSegments(pair.asked)) &&
      ownStatus(pair.nginx) === 400,
  },
  {
    id: 'paths of other hosts',
    because: ['PathOfOtherHost'],
    explains: (pair, difference) =>
      isEarly(difference) &&
      (hasEscapes(pair.asked) || hasOddSegments(pair.asked) || path(pair).includes('\\')),
  },
  {
    id: 'headers of the 400 of an encoded slash',
    because: ['EarlyRefusals'],
    explains: (pair, { aspect, nginx }) =>
      nginx === null &&
      changedHeaders.includes(aspect) &&
      /%(?:2f|5c|00)/i.test(path(pair)) &&
      pair.request.headers.some(([name]) => /^x-forwarded-proto$/i.test(name)) &&
      (ownStatus(pair.envoy) === 400 || (isCall(pair) && ownStatus(pair.envoy) === 200)),
  },
  {
    id: 'port of redirects',
    because: ['RedirectPort'],
    explains: (pair, difference) =>
      /:\d*$/.test(pair.asked?.host ?? '') &&
      difference.aspect === 'Location' &&
      isSpelling(pair, difference),
  },
  {
    id: 'host of redirects',
    because: ['RedirectHost'],
    explains: (pair, difference) =>
      /[A-Z]/.test(pair.asked?.host ?? '') &&
      difference.aspect === 'Location' &&
      isSpelling(pair, difference),
  },
  {
    id: 'final dot',
    because: ['HostDot'],
    // The authorization server is told the same Host.
    explains: (pair, difference) => hasFinalDot(pair.asked) && isSpelling(pair, difference),
  },
  {
    id: 'escapes',
    because: ['UnreservedEscapes', 'ForwardedEscapes', 'RedirectPath'],
    explains: (pair, difference) => hasEscapes(pair.asked) && isSpelling(pair, difference),
  },
  {
    id: 'empty segments and dot segments',
    because: ['RedirectPath', 'ForwardedEscapes'],
    explains: (pair, difference) => hasOddSegments(pair.asked) && isSpelling(pair, difference),
  },
  {
    id: 'empty queries',
    because: ['EmptyQuery'],
    explains: (pair, difference) => hasEmptyQuery(pair.asked) && isSpelling(pair, difference),
  },
];
