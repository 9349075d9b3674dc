import type { ListenerFilters } from '../../ir/index.ts';
import type { Risk } from '../risk.ts';
import { say, type Sentence } from '../sentence.ts';
import { sameMeaning } from './fields.ts';

/** What filters of a listener do to all of its requests before and after (GEP-5224); null where that is the same. */
export function compareListenerFilters(
  before: ListenerFilters,
  after: ListenerFilters,
  subject: string,
): { readonly risk: Risk; readonly sentence: Sentence } | null {
  if (sameMeaning(before, after)) return null;
  if (after === 'invalid')
    return { risk: 'high', sentence: say`listener ${subject} answers all requests with 500` };
  if (after.length === 0)
    return {
      risk: 'high',
      sentence: say`requests of listener ${subject} are no longer authorised`,
    };
  const askers = after.map(({ auth }) => auth.backend).join(', ');
  const sentence =
    before === 'invalid' || before.length === 0
      ? say`requests of listener ${subject} are now authorised by ${askers}`
      : say`requests of listener ${subject} are authorised in another way, by ${askers}`;
  return { risk: before.length === 0 ? 'medium' : 'high', sentence };
}
