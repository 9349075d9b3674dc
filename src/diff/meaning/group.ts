import { compareText } from '../../util/compare.ts';
import type { LocalChange } from '../change.ts';
import { conjugate, enumerate, plainText, say, type Sentence } from '../sentence.ts';
import type { Capture } from './captures.ts';
import { meaningKey } from '../../ir/index.ts';
import type { RuleChange } from './rule-change.ts';

/** A change of a rule, for the requests of one match on one port. */
export interface SubjectChange {
  readonly change: RuleChange;
  readonly subject: string;
  readonly host: string;
  readonly port: number;
}

const MAX_SUBJECTS = 3;

/**
 * One change for all requests that it concerns.
 *
 * @param portsOf - how many ports a host is served on: where it is all of them, they are not named
 */
export function groupBySubject(
  changes: readonly SubjectChange[],
  captured: readonly Capture[],
  portsOf: (host: string) => number,
): readonly LocalChange[] {
  const groups = new Map<string, { readonly change: RuleChange; readonly of: SubjectChange[] }>();
  for (const each of changes) {
    const { change } = each;
    const key = meaningKey([change.risk, plainText(change.predicate), placeKey(change)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { change, of: [each] });
    else group.of.push(each);
  }
  return [
    ...[...groups.values()].map(({ change, of }) => changeOf(change, subjectsOf(of, portsOf))),
    ...captureChanges(captured),
  ];
}

function placeKey({ base, head }: RuleChange): unknown {
  return [base, head].map((origin) => origin && [origin.resource, origin.path]);
}

function subjectsOf(
  changes: readonly SubjectChange[],
  portsOf: (host: string) => number,
): readonly string[] {
  const ports = new Map<string, { readonly host: string; readonly ports: Set<number> }>();
  for (const { subject, host, port } of changes) {
    const known = ports.get(subject) ?? { host, ports: new Set() };
    ports.set(subject, known);
    known.ports.add(port);
  }
  return [...ports].map(([subject, { host, ports: of }]) => {
    if (of.size >= portsOf(host)) return subject;
    const list = [...of].sort((a, b) => a - b).map(String);
    return `${subject} (port ${list.join(', ')})`;
  });
}

function changeOf(change: RuleChange, subjects: readonly string[]): LocalChange {
  const { risk, area, how, predicate, base, head } = change;
  const listed = enumerate(
    subjects.map((subject): Sentence => [{ value: subject }]),
    MAX_SUBJECTS,
  );
  const sentence = conjugate(say`${listed} ${predicate}`, subjects.length);
  return { risk, area, how, sentence, subjects, base, head };
}

/** One change for each host and pair of namespaces. */
function captureChanges(captured: readonly Capture[]): readonly LocalChange[] {
  const groups = new Map<string, [Capture, ...Capture[]]>();
  for (const capture of captured) {
    const { host, from, to, contested } = capture;
    const key = meaningKey([host, from.route.namespace, to.route.namespace, contested]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [capture]);
    else group.push(capture);
  }
  return [...groups.values()]
    .map(([first]) => first)
    .sort((a, b) => compareText(a.host, b.host))
    .map(({ host, from, to, contested }): LocalChange => {
      const [before, after] = [from.route.namespace, to.route.namespace];
      return {
        risk: 'high',
        area: 'hostname',
        how: 'changed',
        sentence: contested
          ? say`hostname ${host} was captured by namespace ${after}: requests that ${`${from.route.kind} ${before}/${from.route.name}`} served now reach ${`${to.route.kind} ${after}/${to.route.name}`}`
          : say`requests for hostname ${host} moved from namespace ${before} to namespace ${after}`,
        subjects: [host],
        base: from.origin,
        head: to.origin,
      };
    });
}
