import { hasCors, isCall, isPreflight, ownStatus } from '../facts.ts';
import type { Allowed } from './allowed.ts';

/** In answers of the gateway itself, and in CORS. */
export const ofAnswers: readonly Allowed[] = [
  {
    id: 'refused methods',
    because: ['Trace'],
    explains: ({ request }, { aspect, nginx }) =>
      request.method === 'TRACE' && aspect === 'status' && nginx === '405',
  },
  {
    id: 'gRPC statuses',
    because: ['CallStatus'],
    explains: (pair, { aspect, nginx, envoy }) =>
      isCall(pair) &&
      ownStatus(pair.envoy) === 200 &&
      ((aspect === 'status' && envoy === '200') ||
        (aspect === 'response header grpc-status' && nginx === null)),
  },
  {
    id: 'preflights',
    because: ['CorsPreflight'],
    explains: (pair, { aspect, nginx, envoy }) =>
      aspect === 'status' && nginx === '204' && envoy === '200' && hasCors(pair.nginx),
  },
  {
    id: 'preflights of answers',
    because: ['CorsOnAnswers'],
    // NGINX answers the preflight, Envoy as the rule does.
    explains: (pair, { aspect }) =>
      hasCors(pair.nginx) &&
      isPreflight(pair) &&
      ownStatus(pair.nginx) === 204 &&
      ownStatus(pair.envoy) !== null &&
      aspect !== 'kind',
  },
  {
    id: 'CORS on answers',
    because: ['CorsOnAnswers', 'envoy HTTPRouteCORS'],
    explains: (pair, { aspect, envoy }) =>
      hasCors(pair.nginx) &&
      ownStatus(pair.nginx) !== null &&
      aspect.startsWith('response header access-control-') &&
      envoy === null,
  },
  {
    id: 'Vary',
    because: ['CorsVary'],
    explains: (pair, { aspect, nginx, envoy }) =>
      aspect === 'response header vary' &&
      nginx === 'Origin' &&
      envoy === null &&
      hasCors(pair.nginx),
  },
];
