import { childSubject } from './child.mjs';

export const stagesName = 'stages, both targets';

/**
 * The pipeline without the command line, stage by stage.
 *
 * @param {import('./workplace.mjs').Workplace} workplace
 * @param {import('./input.mjs').Input} input
 * @returns {import('../measure/turns.mjs').Subject}
 */
export function stagesSubject({ stages }, { file }) {
  return childSubject(stagesName, 'stages.mjs', [stages, file]);
}
