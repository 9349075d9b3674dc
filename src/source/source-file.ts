/** One input file as text: the only form in which manifests enter the compiler. */
export interface SourceFile {
  /** Name as the user gave it, with `/` separators; `<stdin>` for standard input. */
  readonly name: string;
  readonly text: string;
}
