import type { ListenerSetSpec, Resource } from '../model/index.ts';
import { conditionsOf, isFine, type ConditionFindings, type Fine } from './conditions.ts';
import { listenerStatuses, type ListenerFacts } from './listener.ts';
import type { Condition, ListenerSetStatus } from './model.ts';

const accepted: Fine = { type: 'Accepted', status: 'True', reason: 'Accepted' };

/** The `status` of a ListenerSet that names a Gateway of ours (GEP-1713). */
export function listenerSetStatus(
  listenerSet: Resource<ListenerSetSpec>,
  findings: ConditionFindings,
  facts: ListenerFacts,
): ListenerSetStatus {
  const { generation } = listenerSet.meta;
  const [taken] = conditionsOf([accepted], findings.below('spec', 'parentRef'), generation);
  if (taken?.status === 'False') {
    const reason = taken.reason === 'ParentNotAccepted' ? 'ParentNotProgrammed' : taken.reason;
    return { conditions: [taken, { ...taken, type: 'Programmed', reason }], listeners: [] };
  }
  const listeners = listenerStatuses(listenerSet, findings, facts);
  const valid = listeners.filter(({ conditions }) => isFine(conditions, 'Programmed')).length;
  const all = valid === listeners.length;
  const message = all
    ? ''
    : `${String(listeners.length - valid)} of ${String(listeners.length)} listeners are not valid`;
  const condition = (type: string, reason: string): Condition => ({
    type,
    status: valid > 0 ? 'True' : 'False',
    reason: valid > 0 ? reason : 'ListenersNotValid',
    message,
    observedGeneration: generation,
  });
  return {
    conditions: [
      condition('Accepted', all ? 'Accepted' : 'ListenersNotValid'),
      condition('Programmed', 'Programmed'),
    ],
    listeners,
  };
}
