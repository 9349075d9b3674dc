import type { Retry, TimeoutSetting } from '../../../ir/index.ts';
import { directive, type Line } from '../directive.ts';
import { expression, regex, text, variable, word, type VariableName } from '../quote.ts';
import type { MapBlock } from '../view.ts';
import { mapBlock } from './map-block.ts';
import { passDirective, type Pass } from './pass.ts';
import type { SharedMaps } from './shared-maps.ts';

// `proxy_next_upstream` begins no attempt after the time for all of them, but lets the last one run on for as
// long again. Here each attempt is a location of its own, chosen by the time that is left.

const GROUP =
  'Retries: what is left of the time for all attempts, in eighths, and which attempt is next.';

/** The time is counted in so many parts; what is left is rounded down to whole ones. */
export const PARTS = 8;

/** NGINX follows ten internal redirects, of which a request may have used some. */
export const MAX_CHAINED = 6;

const tried = variable('gw_tries');

/** One attempt: its lines, and what its location is called beyond the name of the rule. */
export interface Attempt {
  readonly suffix: string;
  readonly lines: readonly Line[];
}

export interface ChainedAttempts {
  readonly first: readonly Line[];
  readonly later: readonly Attempt[];
  /** The location for those whose time is over. */
  readonly tooLate: string;
}

/** What a chain of attempts is made from. */
export interface ChainParts {
  /** Of the location that it begins in. */
  readonly name: string;
  readonly retry: Retry;
  readonly times: ChainTimes;
  readonly pass: Pass;
  /** Redirects that the request has used before it came to the rule. */
  readonly before: number;
}

export interface ChainTimes {
  /** Milliseconds for all attempts together. */
  readonly total: number;
  /** Milliseconds for one attempt, or null. */
  readonly each: number | null;
}

/** The times of a chain of attempts; null for rules whose retries need none. */
export function chainTimes(
  retry: Retry | null,
  request: TimeoutSetting,
  backendRequest: TimeoutSetting,
): ChainTimes | null {
  if (retry === null || request.kind !== 'after') return null;
  return {
    total: request.milliseconds,
    each: backendRequest.kind === 'after' ? backendRequest.milliseconds : null,
  };
}

/** Attempts that end together with the time for all of them. */
export function chainedAttempts(
  { name, retry, times, pass, before }: ChainParts,
  shared: SharedMaps,
): ChainedAttempts {
  const count = Math.min(retry.attempts, MAX_CHAINED - before);
  const next = nextAttempt(times.total, count, shared);
  // `error_page` knows no 499. NGINX's own 502 and 504 stand for connections that fail and attempts that take too long.
  const codes = [...new Set([...retry.codes.filter((code) => code !== 499), 502, 504])].sort(
    (a, b) => a - b,
  );
  const again = [
    passDirective(pass, 'intercept_errors', word('on')),
    directive(
      'error_page',
      ...codes.map((code) => word(String(code))),
      word('='),
      word(`@${name}_again_$${next}`),
    ),
  ];
  const kept = pass === 'proxy' ? [directive('proxy_request_buffering', word('on'))] : [];
  const within = (parts: number): readonly Line[] => [...kept, ...timers(parts, times, pass)];
  const parts = Array.from({ length: PARTS - 1 }, (_, index) => index + 1);
  const counted = directive('set', word(`$${tried}`), expression({ variable: tried }, 'x'));
  return {
    first: [directive('set', word(`$${tried}`), word('x')), ...within(PARTS), ...again],
    later: [
      ...(count < 2
        ? []
        : parts.map((left) => ({
            suffix: `_again_${String(left)}`,
            lines: [counted, ...within(left), ...again],
          }))),
      // What comes of the last attempt is passed on.
      ...parts.map((left) => ({ suffix: `_again_last_${String(left)}`, lines: within(left) })),
    ],
    tooLate: `${name}_again_0`,
  };
}

function timers(parts: number, { total, each }: ChainTimes, pass: Pass): readonly Line[] {
  const left = Math.floor((total * parts) / PARTS);
  const limit = Math.max(1, each === null ? left : Math.min(left, each));
  const time = word(`${String(limit)}ms`);
  return ['connect_timeout', 'read_timeout', 'send_timeout'].map((timer) =>
    passDirective(pass, timer, time),
  );
}

/** Holds what comes after `_again_` in the name of the next attempt's location. */
function nextAttempt(total: number, count: number, shared: SharedMaps): VariableName {
  const namesOf = (digest: string) => ({
    left: variable(`gw_left_${digest}`),
    next: variable(`gw_next_${digest}`),
    digest,
  });
  return namesOf(
    shared.family(GROUP, `${String(total)} ${String(count)}`, (digest) => {
      const { left, next } = namesOf(digest);
      return [
        afresh(
          mapBlock(
            left,
            [{ variable: variable('request_time') }],
            text('0'),
            Array.from({ length: PARTS - 1 }, (_, index) => ({
              key: regex(`^(?:${secondsUpTo(Math.floor((total * (index + 1)) / PARTS))})\\z`),
              value: text(String(PARTS - 1 - index)),
            })),
          ),
        ),
        afresh(
          mapBlock(next, [{ variable: tried }, '|', { variable: left }], text('0'), [
            {
              key: regex(`^x{${String(count)}}\\|(?<gw_l${digest}>[1-9])\\z`),
              value: expression('last_', { variable: variable(`gw_l${digest}`) }),
            },
            {
              key: regex(`^x{1,${String(Math.max(1, count - 1))}}\\|(?<gw_n${digest}>[1-9])\\z`),
              value: expression({ variable: variable(`gw_n${digest}`) }),
            },
          ]),
        ),
      ];
    }),
  ).next;
}

/** The map is read again each time: its sources change within a request. */
function afresh(map: MapBlock): MapBlock {
  return { ...map, lines: [directive('volatile'), ...map.lines] };
}

/** An expression for seconds with three decimals that are at most so many milliseconds. */
export function secondsUpTo(milliseconds: number): string {
  const whole = String(Math.floor(milliseconds / 1000));
  const decimals = String(milliseconds % 1000).padStart(3, '0');
  return [
    ...below(whole).map((seconds) => `${seconds}\\.[0-9]{3}`),
    ...[...below(decimals), decimals].map((part) => `${whole}\\.${part}`),
  ].join('|');
}

/** Expressions for the numbers of up to as many digits that are smaller. */
function below(digits: string): readonly string[] {
  const shorter =
    digits.length > 1 && !digits.startsWith('0') ? [`[0-9]{1,${String(digits.length - 1)}}`] : [];
  const sameLength = Array.from(digits).flatMap((digit, index) => {
    if (digit === '0') return [];
    const rest = digits.length - index - 1;
    const tail = rest === 0 ? '' : `[0-9]{${String(rest)}}`;
    return [`${digits.slice(0, index)}[0-${String(Number(digit) - 1)}]${tail}`];
  });
  return [...shorter, ...sameLength];
}
