import { entry } from '../catalog-entry.ts';

const setLeftOut = () => 'The ListenerSet is left out: nothing listens for it.';

/** Findings about ListenerSets as a whole. */
export const listenerSetCodes = {
  'resolve/listeners-not-allowed': entry<{ readonly parent: string; readonly why: string }>({
    severity: 'error',
    message: (a) => `${a.parent} does not allow this ListenerSet: ${a.why}`,
    effect: setLeftOut,
    condition: { type: 'Accepted', status: 'False', reason: 'NotAllowed' },
    explain: {
      cause:
        'spec.allowedListeners of the Gateway says which namespaces may add listeners to it; by default none may (GEP-1713).',
      fix: 'Let the Gateway allow the ListenerSet’s namespace.',
      example: 'kind: Gateway\nspec:\n  allowedListeners:\n    namespaces: { from: Same }',
    },
  }),
  'resolve/parent-not-served': entry<{ readonly parent: string }>({
    severity: 'error',
    message: (a) => `${a.parent} itself cannot be served`,
    effect: setLeftOut,
    condition: { type: 'Accepted', status: 'False', reason: 'ParentNotAccepted' },
    explain: {
      cause:
        'The Gateway that the ListenerSet adds to has no address, or parameters of unknown meaning.',
      fix: 'Correct the Gateway; it has a finding of its own.',
      example: 'kind: Gateway\nspec:\n  addresses:\n    - { type: IPAddress, value: 10.0.0.1 }',
    },
  }),
} as const;
