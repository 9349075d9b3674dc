import { readFileSync } from 'node:fs';
import { cpuOf } from '../measure/run-program.mjs';

/**
 * @param {number} pid
 * @returns {number} bytes of the process and its children; what they share counts once
 */
export function memoryOf(pid) {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const own = Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
  return childrenOf(pid).reduce((sum, child) => sum + memoryOf(child), own);
}

/**
 * @param {number} pid
 * @returns {number} milliseconds of CPU that the process and its children have used
 */
export function cpuTimeOf(pid) {
  const own = cpuOf(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return childrenOf(pid).reduce((sum, child) => sum + cpuTimeOf(child), own);
}

/**
 * @param {number} pid
 * @returns {number[]}
 */
function childrenOf(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children === '' ? [] : children.split(' ').map(Number);
}
