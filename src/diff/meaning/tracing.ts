import type { GatewayIr, Tracing } from '../../ir/index.ts';
import type { LocalChange } from '../change.ts';
import { say, type Sentence } from '../sentence.ts';
import { describeDifference, sameMeaning } from './fields.ts';

/** Spans (GEP-4768) change nothing for requests, but what is told of them and to whom. */
export function compareTracing(base: GatewayIr, head: GatewayIr): readonly LocalChange[] {
  const [before, after] = [base.tracing, head.tracing];
  if (sameMeaning(before, after)) return [];
  return [
    {
      risk: 'info',
      area: 'gateway',
      how: before === null ? 'added' : after === null ? 'removed' : 'changed',
      sentence: sentenceOf(before, after),
      subjects: [after?.serviceName ?? before?.serviceName ?? ''],
      base: before?.origin ?? null,
      head: after?.origin ?? null,
    },
  ];
}

function sentenceOf(before: Tracing | null, after: Tracing | null): Sentence {
  if (after === null) return say`no spans are made of requests any more`;
  if (before === null) return say`spans of requests are now sent to ${after.collector}`;
  return say`spans of requests are made in another way: ${describeDifference(before, after)}`;
}
