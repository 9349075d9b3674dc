import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { RuleId, Seniority, StreamHost, StreamRule } from '../ir/index.ts';
import { compareSeniority, objectSeniority } from '../ir/index.ts';
import type { Resource, StreamRouteSpec } from '../model/index.ts';
import { describeResource, type Origin } from '../source/place.ts';
import { compareText } from '../util/compare.ts';
import type { Attachment, HostAttachment } from './attachment.ts';
import { compareHosts, compareSpecificity, type HostPattern } from './hostnames.ts';
import type { ResolvedListener } from './listeners.ts';

/** A rule that wants the connections of a listener that come for some hosts. */
interface Claim {
  readonly original: HostPattern;
  readonly seniority: Seniority;
  readonly rule: StreamRule;
  readonly route: Resource<StreamRouteSpec>;
  /** Of the parentRef. */
  readonly origin: Origin;
}

/** Collects the rules of TLSRoutes, TCPRoutes and UDPRoutes by listener. */
export interface AttachedStreams {
  readonly add: (
    route: Resource<StreamRouteSpec>,
    attachments: readonly Attachment[],
    ruleOn: (listener: ResolvedListener) => StreamRule | null,
  ) => void;
  /** Who gets the connections of a listener, most specific hosts first; the others are reported. */
  readonly hostsOf: (
    listener: ResolvedListener,
    owns: (hosts: HostPattern) => boolean,
    report: Report,
  ) => readonly ListenerHost[];
}

export interface ListenerHost {
  readonly hosts: HostPattern;
  readonly rule: StreamRule;
}

export function makeAttachedStreams(): AttachedStreams {
  const byListener = new Map<ResolvedListener, Map<HostPattern, Claim[]>>();
  return {
    add: (route, attachments, ruleOn) => {
      const seniority = objectSeniority(route.id, route.meta.creationTimestamp);
      for (const { origin, hosts } of attachments)
        for (const each of hosts) {
          const rule = ruleOn(each.listener);
          if (rule === null) continue;
          const { original } = each;
          claimsOf(byListener, each).push({ original, seniority, rule, route, origin });
        }
    },
    hostsOf: (listener, owns, report) => {
      const claims = [...(byListener.get(listener) ?? [])];
      return claims
        .filter(([hosts]) => owns(hosts))
        .sort(([a], [b]) => compareHosts(a, b))
        .flatMap(([hosts, all]): readonly ListenerHost[] => {
          const [winner, ...others] = all.toSorted(byPrecedence);
          if (winner === undefined) return [];
          for (const other of others)
            if (other.route !== winner.route) report(superseded(other, winner, hosts));
          return [{ hosts, rule: winner.rule }];
        });
    },
  };
}

/** Entries with the same rule are one. */
export function groupByRule(hosts: readonly ListenerHost[]): readonly StreamHost[] {
  const byRule = new Map<RuleId, HostPattern[]>();
  for (const { hosts: pattern, rule } of hosts) {
    const patterns = byRule.get(rule.id);
    if (patterns === undefined) byRule.set(rule.id, [pattern]);
    else patterns.push(pattern);
  }
  return [...byRule].map(([rule, patterns]) => ({
    hostnames: patterns.sort((a, b) => compareText(a ?? '', b ?? '')),
    rule,
  }));
}

function claimsOf(
  byListener: Map<ResolvedListener, Map<HostPattern, Claim[]>>,
  { listener, hosts }: HostAttachment,
): Claim[] {
  const byHosts = byListener.get(listener) ?? new Map<HostPattern, Claim[]>();
  byListener.set(listener, byHosts);
  const claims = byHosts.get(hosts) ?? [];
  byHosts.set(hosts, claims);
  return claims;
}

/** TLSRouteSpec `hostnames`; for TCP and UDP the oldest route gets everything (API conventions, "Conflicts"). */
function byPrecedence(a: Claim, b: Claim): number {
  return compareSpecificity(a.original, b.original) || compareSeniority(a.seniority, b.seniority);
}

function superseded({ origin }: Claim, winner: Claim, hosts: HostPattern) {
  const args = { by: describeResource(winner.route.id), hosts: hosts ?? '' };
  const related = [{ origin: winner.rule.origin, note: 'gets them' }];
  return atField('resolve/route-superseded', origin, args, { related });
}
