import type { Markdown } from '../diff/render/markdown-text.ts';
import type { Html } from '../diff/render/html-text.ts';
import type { Dot } from '../graph/dot-text.ts';
import type { Mermaid } from '../graph/mermaid-text.ts';
import type { Svg } from '../graph/svg-text.ts';
import type { KrmYaml } from '../krm/print.ts';
import type { GithubCommands } from '../report/github-command.ts';
import type { JsonText } from '../report/json-text.ts';
import type { Xml } from '../report/xml.ts';
import type { YamlText } from '../report/yaml-text.ts';
import type { CompletionScript } from './completion/script.ts';
import type { ConfigurationText } from './output/configuration-text.ts';

/** Output in a format of its own, from the one serializer of it: no command puts such text together. */
export type DocumentText =
  | CompletionScript
  | ConfigurationText
  | Markdown
  | Dot
  | GithubCommands
  | Html
  | JsonText
  | KrmYaml
  | Mermaid
  | Svg
  | Xml
  | YamlText;
