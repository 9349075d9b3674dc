import { catalogEntry } from '../diagnostics/catalog.ts';
import { atField, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Release } from '../model/release.ts';
import { formatFieldPath } from '../source/field-path.ts';
import type { Origin } from '../source/place.ts';

/** A finding of the later release, told as a change. */
export function upgradeFinding(diagnostic: Diagnostic, release: Release): Diagnostic {
  const { code, args, place } = diagnostic;
  if (place.kind !== 'field') return diagnostic;
  const { origin, part } = place;
  switch (code) {
    case 'validate/kind-not-in-release':
    case 'validate/experimental-kind':
      return gone(origin.resource.kind, diagnostic.suggestion, { origin, release });
    case 'validate/version': {
      const what = `version ${String(args['version'])}`;
      return gone(what, String(args['served']), { origin, release });
    }
    case 'validate/unknown-field':
    case 'validate/experimental-field':
      return gone(formatFieldPath(origin.path), diagnostic.suggestion, { origin, release });
    case 'validate/deprecated-version':
      return diagnostic;
    default: {
      const problem = catalogEntry(code).message(args);
      return atField('upgrade/refused', origin, { problem, release }, { part });
    }
  }
}

interface Where {
  readonly origin: Origin;
  readonly release: Release;
}

function gone(what: string, becomes: string | null, { origin, release }: Where): Diagnostic {
  const ofObject = origin.path.length === 1;
  const extras = { part: ofObject ? 'value' : 'key' } as const;
  return becomes === null
    ? atField('upgrade/removed', origin, { what, release }, extras)
    : atField('upgrade/renamed', origin, { what, becomes, release }, extras);
}
