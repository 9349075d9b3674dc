import { describeOptions, getOptions, graphOptions } from '../args/inspect-options.ts';
import type { Command } from './command.ts';

const from =
  'Manifests are read from --from: files, folders (all *.yaml, *.yml and *.json below them), globs, or - for standard input; otherwise from the paths of gatewright.yaml, otherwise from the current folder.';
const codes = 'Exit codes: 0 done, 2 wrong usage, unreadable files or nothing found, 70 a bug.';

/** Commands that show objects of the input as gwctl shows those of a cluster. */
export const inspectCommands: readonly Command[] = [
  {
    name: 'get',
    usage: 'KIND [NAME] [options]',
    summary: 'list objects with the state that a controller would give them',
    description: [
      'KIND is a kind, its plural or its short name, policies for policies of all kinds, or all.',
      from,
      codes,
    ],
    options: getOptions,
    configurable: true,
    examples: [
      { line: 'gatewright get gateways -A --from manifests/', does: 'all Gateways' },
      {
        line: 'gatewright get httproutes -n shop -o wide --from manifests/',
        does: 'the routes of a namespace, with all columns',
      },
      {
        line: 'gatewright get httproute cart -n shop -o yaml --from manifests/',
        does: 'one route with its status',
      },
    ],
    load: async () => (await import('./get.ts')).runGet,
  },
  {
    name: 'describe',
    usage: 'KIND[/NAME] [-n NAMESPACE] [options]',
    summary: 'show an object, what it is connected with and what is wrong with it',
    description: [
      'Shows spec and status, the routes attached to a Gateway, the routes that refer to a Service, the policies in force and those that are overridden, what permits each reference into another namespace, the ReferenceGrant to add where one is missing, and all findings about the object.',
      from,
      codes,
    ],
    options: describeOptions,
    configurable: true,
    examples: [
      { line: 'gatewright describe gateway/edge -n infra --from manifests/', does: 'one Gateway' },
      {
        line: 'gatewright describe httproutes -n shop --from manifests/',
        does: 'all routes of a namespace',
      },
    ],
    load: async () => (await import('./describe.ts')).runDescribe,
  },
  {
    name: 'graph',
    usage: '[PATH...] [--format FORMAT] [options]',
    summary: 'draw Gateways, listeners, routes, rules and backends, with what is wrong',
    description: [
      'PATH is a file, a folder, a glob, or - for standard input; the current folder if none is given.',
      'Formats: mermaid (for Markdown), dot (for Graphviz), svg (a picture), json. Errors and warnings are marked, and SVG and DOT tell them where the pointer rests.',
      codes,
    ],
    options: graphOptions,
    configurable: true,
    examples: [
      { line: 'gatewright graph manifests/', does: 'a diagram for Markdown' },
      { line: 'gatewright graph --format svg manifests/ > graph.svg', does: 'a picture' },
      {
        line: 'gatewright graph --focus httproute/shop/cart manifests/',
        does: 'what leads to a route, and where it leads',
      },
    ],
    load: async () => (await import('./graph.ts')).runGraph,
  },
  {
    name: 'completion',
    usage: 'bash|zsh|fish',
    summary: 'print a script by which a shell completes commands and options',
    description: ['The script is made of the same tables that the command line is read by.'],
    options: [],
    configurable: false,
    examples: [
      {
        line: 'source <(gatewright completion bash)',
        does: 'for this shell; in ~/.bashrc, for all',
      },
      { line: 'gatewright completion fish | source', does: 'in fish' },
    ],
    load: async (commands) => (await import('./completion.ts')).completionOf(commands),
  },
];
