import { loadSchemas } from '../../src/assets/schemas.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { GatewayIr } from '../../src/ir/index.ts';
import { parseFiles } from '../../src/parse/index.ts';
import { resolve, type Resolution } from '../../src/resolve/index.ts';
import { formatFieldPath } from '../../src/source/field-path.ts';
import { validate } from '../../src/validate/index.ts';
import { optionsWith } from './fixtures.ts';

const schemas = loadSchemas();

export interface Resolved {
  /** The first Gateway by namespace and name. */
  readonly ir: GatewayIr;
  /** The names of all. */
  readonly gateways: readonly string[];
  readonly resolution: Resolution;
  /** `code object path`, of resolving alone. */
  readonly findings: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What manifests with a Gateway resolve to. They have to be valid. */
export function resolved(text: string, changes: Parameters<typeof optionsWith>[0] = {}): Resolved {
  const options = optionsWith({ channel: 'experimental', ...changes });
  const validated = validate(
    parseFiles([{ name: 'test.yaml', text }]).value.documents,
    schemas,
    options,
  );
  if (validated.diagnostics.length > 0)
    throw new Error(validated.diagnostics.map(lineOf).join('\n'));
  const { value, diagnostics } = resolve(validated.value.resources, {
    ...options,
    portOffset: options.target.portOffset,
  });
  const [ir] = value.ir.gateways;
  if (ir === undefined) throw new Error('no Gateway');
  const gateways = value.ir.gateways.map(({ resource }) => resource.name);
  return { ir, gateways, resolution: value, findings: diagnostics.map(lineOf), diagnostics };
}

function lineOf({ code, place }: Diagnostic): string {
  if (place.kind !== 'field') return code;
  const { resource, path } = place.origin;
  return `${code} ${resource.kind} ${resource.name} ${formatFieldPath(path)}`;
}
