import { backendCodes } from './resolve-backends.ts';
import { gatewayCodes } from './resolve-gateways.ts';
import { policyCodes } from './resolve-policies.ts';
import { routeCodes } from './resolve-routes.ts';
import { telemetryCodes } from './resolve-telemetry.ts';

/** Findings about references between objects, and about what they add up to. */
export const resolveCodes = {
  ...gatewayCodes,
  ...routeCodes,
  ...backendCodes,
  ...policyCodes,
  ...telemetryCodes,
} as const;
