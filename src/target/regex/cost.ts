import type { ClassItem, RegexNode } from './node.ts';
import { repeatProduct } from './repeat.ts';

// Start, failure, match and the anchors of a whole match.
const FRAME_SIZE = 4;

/** Upper bound of RE2's instructions; the constants are measured on RE2 with bytes. */
export function programSize(node: RegexNode, source: string): number {
  // A capture takes two instructions in each copy that repeats make of it; the tree has no captures.
  const captures = source.split('(').length - 1;
  return FRAME_SIZE + sizeOf(node) + 2 * captures * repeatProduct(node);
}

function sizeOf(node: RegexNode): number {
  switch (node.kind) {
    case 'empty':
    case 'literal':
    case 'assertion':
      return 1;
    case 'any':
      return 2;
    case 'class':
      return classSize(node);
    case 'sequence':
      return node.nodes.reduce((sum, each) => sum + sizeOf(each), 0);
    case 'alternatives':
      return node.nodes.reduce((sum, each) => sum + sizeOf(each) + 1, 0);
    case 'repeat': {
      const size = sizeOf(node.node);
      const required = node.min * size;
      return node.max === null
        ? Math.max(required, size) + 1
        : required + (node.max - node.min) * (size + 1) + 1;
    }
  }
}

function classSize({ items, negated, ignoreCase }: Extract<RegexNode, { kind: 'class' }>): number {
  const size = items.reduce((sum, item) => sum + itemSize(item), negated ? 2 : 1);
  return ignoreCase ? 2 * size : size;
}

// Of a Unicode class the characters below 256 count.
function itemSize(item: ClassItem): number {
  return item.kind === 'unicode' ? 12 : 2;
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
