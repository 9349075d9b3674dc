import type { CompileResult, GatewayOutput } from '../../compile-options.ts';
import type { OutputContent, OutputFile } from '../../target/options.ts';
import type { Codec } from './codec.ts';
import type { TextDigest, Texts } from './texts.ts';

type KeptResult = Omit<CompileResult, 'outputs'> & { readonly outputs: readonly KeptOutput[] };

type KeptOutput = Omit<GatewayOutput, 'files'> & { readonly files: readonly KeptFile[] };

type KeptFile = Omit<OutputFile, 'content'> & { readonly content: KeptContent };

/** Configurations are the same in many results; of certificates and keys the result has a copy of its own. */
type KeptContent =
  | { readonly kind: 'shared'; readonly digest: TextDigest }
  | { readonly kind: 'public'; readonly text: string }
  | { readonly kind: 'secret'; readonly text: string };

/** Results of `compile`. Keys are in them: what is kept has to be encrypted. */
export const compiledCodec: Codec<CompileResult> = {
  encode: (result, texts) => {
    const head: KeptResult = {
      ...result,
      outputs: result.outputs.map((output) => ({
        ...output,
        files: output.files.map((file) => ({ ...file, content: keptContent(file, texts) })),
      })),
    };
    return { head, texts: [] };
  },
  decode: ({ head }, texts) => {
    const kept = head as KeptResult;
    const outputs: GatewayOutput[] = [];
    for (const output of kept.outputs) {
      const files: OutputFile[] = [];
      for (const file of output.files) {
        const content = contentOf(file.content, texts);
        if (content === null) return null;
        files.push({ ...file, content });
      }
      outputs.push({ ...output, files });
    }
    return { ...kept, outputs };
  },
};

function keptContent({ content, target }: OutputFile, texts: Texts): KeptContent {
  if (content.kind === 'secret') return { kind: 'secret', text: content.reveal() };
  if (target === null) return content;
  return { kind: 'shared', digest: texts.keep(content.text) };
}

function contentOf(kept: KeptContent, texts: Texts): OutputContent | null {
  if (kept.kind === 'secret') return { kind: 'secret', reveal: () => kept.text };
  if (kept.kind === 'public') return kept;
  const text = texts.recall(kept.digest);
  return text === null ? null : { kind: 'public', text };
}
