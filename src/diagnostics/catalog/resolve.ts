import { backendCodes } from './resolve-backends.ts';
import { gatewayCodes } from './resolve-gateways.ts';
import { listenerSetCodes } from './resolve-listener-sets.ts';
import { policyCodes } from './resolve-policies.ts';
import { routeCodes } from './resolve-routes.ts';
import { telemetryCodes } from './resolve-telemetry.ts';
import { tlsCodes } from './resolve-tls.ts';

/** Findings about references between objects, and about what they add up to. */
export const resolveCodes = {
  ...gatewayCodes,
  ...listenerSetCodes,
  ...routeCodes,
  ...backendCodes,
  ...policyCodes,
  ...telemetryCodes,
  ...tlsCodes,
} as const;
