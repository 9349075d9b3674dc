import { closeSync, openSync, readSync } from 'node:fs';

/** A file that is read in parts: packs can be larger than memory. */
export interface OpenFile {
  /** Up to so many bytes; fewer at the end of the file. */
  readonly at: (offset: number, length: number) => Buffer;
  readonly close: () => void;
}

export function openFile(path: string): OpenFile {
  const descriptor = openSync(path, 'r');
  return {
    at: (offset, length) => {
      const buffer = Buffer.alloc(length);
      let read = 0;
      while (read < length) {
        const more = readSync(descriptor, buffer, read, length - read, offset + read);
        if (more === 0) break;
        read += more;
      }
      return buffer.subarray(0, read);
    },
    close: () => {
      closeSync(descriptor);
    },
  };
}
