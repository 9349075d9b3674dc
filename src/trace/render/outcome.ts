import { assertNever } from '../../util/assert-never.ts';
import type {
  BackendRequest,
  ConnectionShare,
  Forwarded,
  HeaderChange,
  Outcome,
  Share,
} from '../model.ts';
import type { Section } from './section.ts';
import { describeBackend, percentText, timeText } from './words.ts';

/** Where the request goes, what arrives there, and what comes back: always as many sections. */
export function outcomeSections(outcome: Outcome): readonly Section[] {
  switch (outcome.kind) {
    case 'forward':
      return [shareSection(outcome), ...requestSections(outcome), behaviourSection(outcome)];
    case 'redirect':
      return answer([
        `answers ${String(outcome.status)} (redirect)`,
        `  Location: ${outcome.location}`,
        ...changeLines(outcome.response),
      ]);
    case 'response':
      return answer([
        `answers ${String(outcome.status)}: ${outcome.why}`,
        ...changeLines(outcome.response),
      ]);
    case 'closed':
      return answer([`no response: ${outcome.why}`]);
    case 'connection':
      return answer(['the bytes go to', ...outcome.shares.map(connectionLine)]);
    default:
      return assertNever(outcome);
  }
}

function answer(lines: readonly string[]): readonly Section[] {
  return [['', ...lines], [], [], []];
}

function connectionLine({ percent, backend }: ConnectionShare): string {
  const where =
    backend === null
      ? 'nowhere: closed'
      : `${describeBackend(backend)}  ${backend.addresses.join(', ')}`;
  return `${percentText(percent).padStart(9)}  ${where}`;
}

function shareSection({ shares }: Forwarded): Section {
  const names = shares.map(({ backend }) =>
    backend === null ? 'invalid reference' : describeBackend(backend),
  );
  const width = Math.max(0, ...names.map((name) => name.length));
  return [
    '',
    'goes to',
    ...shares.map((share, index) => {
      const name = (names[index] ?? '').padEnd(width);
      return `${percentText(share.percent).padStart(9)}  ${name}  ${fateOf(share)}`.trimEnd();
    }),
  ];
}

function fateOf({ status, why, backend }: Share): string {
  if (status !== null) return `answers ${String(status)}: ${why ?? ''}`;
  if (backend === null) return '';
  const { protocol, tls, addresses } = backend;
  const spoken = protocol === 'http1' ? [] : [protocol];
  const secured = tls === null ? [] : [`TLS to ${tls}`];
  return [
    ...addresses.slice(0, 4),
    ...(addresses.length > 4 ? ['...'] : []),
    ...spoken,
    ...secured,
  ].join(', ');
}

/** The request and the response, once where all backends have the same. */
function requestSections({ shares }: Forwarded): readonly Section[] {
  const sent = shares.flatMap(({ request, response, backend }) =>
    request === null || backend === null ? [] : [{ request, response, backend }],
  );
  const [first] = sent;
  if (first === undefined) return [[], []];
  const alike = (pick: (share: (typeof sent)[number]) => unknown): boolean =>
    sent.every((share) => JSON.stringify(pick(share)) === JSON.stringify(pick(first)));
  const requests = alike(({ request }) => request)
    ? ['', 'the backend receives', ...requestLines(first.request)]
    : sent.flatMap(({ request, backend }) => [
        '',
        `${describeBackend(backend)} receives`,
        ...requestLines(request),
      ]);
  const responses = alike(({ response }) => response)
    ? titled('the response', first.response)
    : sent.flatMap(({ response, backend }) =>
        titled(`the response of ${describeBackend(backend)}`, response),
      );
  return [requests, responses];
}

function titled(title: string, response: readonly HeaderChange[]): readonly string[] {
  return response.length === 0 ? [] : ['', title, ...changeLines(response)];
}

function requestLines({ method, path, host, headers, removed }: BackendRequest): readonly string[] {
  return [
    `  ${method} ${path}`,
    `  Host: ${host}`,
    ...headers.map(({ name, value, from }) => `${from === 'sent' ? ' ' : '+'} ${name}: ${value}`),
    ...removed.map((name) => `- ${name}`),
  ];
}

function changeLines(changes: readonly HeaderChange[]): readonly string[] {
  return changes.flatMap(({ name, change, values }) =>
    change === 'remove'
      ? [`- ${name}`]
      : values.map((value) => `${change === 'set' ? '=' : '+'} ${name}: ${value}`),
  );
}

function behaviourSection({ timeouts, retry, session }: Forwarded): Section {
  const limit = (milliseconds: number): string =>
    milliseconds === 0 ? 'no limit' : timeText(milliseconds);
  const lines = [
    ...(timeouts.request === null ? [] : [`timeout of the request: ${limit(timeouts.request)}`]),
    ...(timeouts.backendRequest === null
      ? []
      : [`timeout of each attempt: ${limit(timeouts.backendRequest)}`]),
    ...(retry === null
      ? []
      : [
          `retries: ${String(retry.attempts)}${retry.codes.length === 0 ? '' : `, also of ${retry.codes.join(', ')}`}${retry.backoff === null ? '' : `, ${timeText(retry.backoff)} apart`}`,
        ]),
    ...(session === null ? [] : [`session: by ${session.kind} ${session.name}`]),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}
