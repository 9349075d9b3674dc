import type { CompileResult, GatewayOutput } from '../../compile-options.ts';
import type { OutputContent, OutputFile } from '../../target/options.ts';
import type { Packed } from './pack.ts';

type KeptResult = Omit<CompileResult, 'outputs'> & { readonly outputs: readonly KeptOutput[] };

type KeptOutput = Omit<GatewayOutput, 'files'> & { readonly files: readonly KeptFile[] };

/** Its text stands beside it, in the same order. */
type KeptFile = Omit<OutputFile, 'content'> & { readonly kind: OutputContent['kind'] };

/** Results of `compile`. Keys are in them: what is kept has to be encrypted. */
export const compiledCodec = {
  encode: (result: CompileResult): Packed => {
    const files = result.outputs.flatMap((output) => output.files);
    const head: KeptResult = {
      ...result,
      outputs: result.outputs.map((output) => ({
        ...output,
        files: output.files.map(({ content, ...file }) => ({ ...file, kind: content.kind })),
      })),
    };
    return { head, texts: files.map(({ content }) => textOf(content)) };
  },
  decode: ({ head, texts }: Packed): CompileResult => {
    const kept = head as KeptResult;
    let position = 0;
    const next = (): string => texts[position++] ?? '';
    return {
      ...kept,
      outputs: kept.outputs.map((output) => ({
        ...output,
        files: output.files.map(({ kind, ...file }) => ({
          ...file,
          content: contentOf(kind, next()),
        })),
      })),
    };
  },
};

function textOf(content: OutputContent): string {
  return content.kind === 'secret' ? content.reveal() : content.text;
}

function contentOf(kind: OutputContent['kind'], text: string): OutputContent {
  return kind === 'secret' ? { kind, reveal: () => text } : { kind, text };
}
