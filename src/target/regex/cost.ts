import type { RegexNode } from './node.ts';

/** Upper estimate of RE2's instructions; the constants are measured on RE2 with bytes. */
export function programSize(node: RegexNode): number {
  switch (node.kind) {
    case 'empty':
    case 'literal':
    case 'assertion':
      return 1;
    case 'any':
      return 2;
    case 'class':
      return Math.max(1, node.items.length * 2);
    case 'sequence':
      return node.nodes.reduce((sum, each) => sum + programSize(each), 0);
    case 'alternatives':
      return node.nodes.reduce((sum, each) => sum + programSize(each) + 1, 0);
    case 'repeat': {
      const size = programSize(node.node);
      const required = node.min * size;
      return node.max === null
        ? Math.max(required, size) + 1
        : required + (node.max - node.min) * (size + 1) + 1;
    }
  }
}

/**
 * More than one unlimited or nested variable repeat: a backtracking engine may try every way to share
 * the input between them.
 */
export function backtracks(node: RegexNode): boolean {
  return variableRepeats(node) > 1;
}

function variableRepeats(node: RegexNode): number {
  switch (node.kind) {
    case 'sequence':
    case 'alternatives':
      return node.nodes.reduce((sum, each) => sum + variableRepeats(each), 0);
    case 'repeat': {
      const inner = variableRepeats(node.node);
      const own = node.max === node.min || node.max === 1 ? 0 : 1;
      return own + inner * (node.max === 1 ? 1 : 2);
    }
    default:
      return 0;
  }
}
