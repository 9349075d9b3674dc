import type { Branded } from '../../util/brand.ts';
import type { PlannedFile } from './planned-file.ts';

/** A file of the output, which the emitters have quoted for the proxy that reads it. */
export type ConfigurationText = Branded<'ConfigurationText'>;

/** What a file of a plan holds; files of the output are UTF-8. */
export function configurationText(file: PlannedFile): ConfigurationText {
  return file.content().toString('utf8') as ConfigurationText;
}
