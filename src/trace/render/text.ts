import {
  escapeForTerminal,
  joinTerminal,
  terminal,
  trimTerminalEnd,
  type TerminalText,
} from '../../diagnostics/render/escape.ts';
import { styleFor, type Style } from '../../diagnostics/render/style.ts';
import type { GatewayTrace, TargetsResult, Trace } from '../model.ts';
import type { TraceRequest } from '../request.ts';
import { candidateSection } from './candidates.ts';
import { outcomeSections } from './outcome.ts';
import type { Section } from './section.ts';
import { describeRule, at } from './words.ts';

/** A trace for people. What all targets have in common is told once. */
export function renderTrace(trace: Trace, { color }: { readonly color: boolean }): TerminalText {
  const style = styleFor(color);
  const lines = [
    style.strong(escapeForTerminal(describeRequest(trace.request))),
    ...trace.gateways.flatMap((gateway) => [terminal``, ...gatewayLines(gateway, style)]),
  ];
  return terminal`${joinTerminal(lines, terminal`\n`)}\n`;
}

function describeRequest(request: TraceRequest): string {
  if (request.kind === 'connection') {
    const sni = request.sni === null ? '' : ` to ${request.sni}`;
    return `a connection${sni}, ${request.protocol} port ${String(request.port)}`;
  }
  const { method, scheme, host, path, query, port } = request;
  const target = query === null ? path : `${path}?${query}`;
  const elsewhere = hostNames(host, port, scheme) ? '' : `, port ${String(port)}`;
  return `${method} ${scheme}://${host}${target}${elsewhere}`;
}

function hostNames(host: string, port: number, scheme: string): boolean {
  const [, named] = /:(\d+)$/.exec(host) ?? [];
  return (named ?? (scheme === 'https' ? '443' : '80')) === String(port);
}

function gatewayLines(
  { namespace, name, results }: GatewayTrace,
  style: Style,
): readonly TerminalText[] {
  const all = results.map((result) =>
    sectionsOf(result).map((section) => section.map(escapeForTerminal)),
  );
  const longest = Math.max(0, ...all.map((sections) => sections.length));
  const lines: TerminalText[] = [style.strong(escapeForTerminal(`Gateway ${namespace}/${name}`))];
  for (let index = 0; index < longest; index++) {
    const versions = all.map((sections) => sections[index] ?? []);
    const [first = []] = versions;
    if (versions.every((version) => version.join('\n') === first.join('\n'))) {
      lines.push(...indent(first, terminal`  `));
      continue;
    }
    for (const [position, version] of versions.entries()) {
      if (version.length === 0) continue;
      const names = escapeForTerminal(results[position]?.targets.join(', ') ?? '');
      const own = version[0] === '' ? version.slice(1) : version;
      lines.push(terminal``, style.strong(terminal`  ${names}:`), ...indent(own, terminal`    `));
    }
  }
  return lines;
}

function indent(lines: readonly TerminalText[], by: TerminalText): readonly TerminalText[] {
  return lines.map((line) => trimTerminalEnd(terminal`${by}${line}`));
}

/** As many for each result, so that those of one matter stand beside each other. */
function sectionsOf(result: TargetsResult): readonly Section[] {
  return [
    listenerSection(result),
    candidateSection(result.candidates),
    ruleSection(result),
    ...outcomeSections(result.outcome),
    approximationSection(result),
  ];
}

function listenerSection({ listener, host }: TargetsResult): Section {
  if (listener === null) return [];
  const { name, protocol, mode, port, hostname, place } = listener;
  const kind = mode === 'Passthrough' ? `${protocol} Passthrough` : protocol;
  const own = hostname === null ? 'every host' : hostname;
  return [
    `listener ${name}: ${kind}, port ${String(port)}, ${own}${at(place)}`,
    ...(host === null ? [] : [`hostname ${host.hostname ?? '*'}`]),
  ];
}

function ruleSection({ rule, outcome }: TargetsResult): Section {
  if (rule === null) return [];
  const filters = 'filters' in outcome ? outcome.filters : [];
  const width = Math.max(0, ...filters.map(({ type }) => type.length));
  return [
    '',
    `${describeRule(rule)}${at(rule.place)}`,
    ...filters.map(({ type, does, place }) => `  ${type.padEnd(width)}  ${does}${at(place)}`),
  ];
}

function approximationSection({ approximations }: TargetsResult): Section {
  if (approximations.length === 0) return [];
  return [
    '',
    'approximated',
    ...approximations.map(({ how, differs, place }) => `  ${how}: ${differs}${at(place)}`),
  ];
}
