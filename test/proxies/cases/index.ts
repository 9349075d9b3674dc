import { addresses } from './addresses.ts';
import { attachment } from './attachment.ts';
import { backendProtocols } from './backend-protocols.ts';
import { backends } from './backends.ts';
import { bothSchemes } from './both-schemes.ts';
import type { Suite } from './case.ts';
import { conduct } from './conduct.ts';
import { cors } from './cors.ts';
import { crowded } from './crowded.ts';
import { defaultGateways } from './default-gateways.ts';
import { endpoints } from './endpoints.ts';
import { externalAuth } from './external-auth.ts';
import { filters } from './filters.ts';
import { grpc } from './grpc.ts';
import { hosts, intersections } from './hosts.ts';
import { hostile } from './hostile.ts';
import { listenerFilters } from './listener-filters.ts';
import { listenerSets } from './listener-sets.ts';
import { matching } from './matching.ts';
import { paths } from './paths.ts';
import { precedence } from './precedence.ts';
import { protocol } from './protocol.ts';
import { redirects } from './redirects.ts';
import { normalizedRequests, requests } from './requests.ts';
import { tls } from './tls.ts';

/** Everything that is asked of every proxy. */
export const suites: readonly Suite[] = [
  matching,
  precedence,
  hosts,
  intersections,
  addresses,
  attachment,
  listenerSets,
  defaultGateways,
  paths,
  filters,
  redirects,
  backends,
  backendProtocols,
  grpc,
  cors,
  externalAuth,
  listenerFilters,
  endpoints,
  requests,
  normalizedRequests,
  protocol,
  conduct,
  hostile,
  tls,
  bothSchemes,
  ...crowded,
];
