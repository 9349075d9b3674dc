import { createSocket } from 'node:dgram';

/** A DNS server for tests. */
export interface NameServer {
  readonly port: number;
  /** The names that were asked for, without a dot at the end. */
  readonly asked: () => ReadonlySet<string>;
  readonly stop: () => Promise<void>;
}

const TYPE_A = 1;
const HEADER_BYTES = 12;

/**
 * Starts a DNS server that answers every A question with one address, and knows nothing else.
 *
 * @param address - IPv4 address to answer with
 */
export function startNameServer(address: string): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked = new Set<string>();
  socket.on('message', (question, from) => {
    asked.add(nameOf(question));
    socket.send(answer(question, address), from.port, from.address);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      const stop = (): Promise<void> =>
        new Promise((done) =>
          socket.close(() => {
            done();
          }),
        );
      resolve({ port: socket.address().port, asked: () => asked, stop });
    });
  });
}

/** RFC 1035, section 4.1: the question again, with at most one answer behind it. */
function answer(question: Buffer, address: string): Buffer {
  const nameEnd = question.indexOf(0, HEADER_BYTES) + 1;
  const found = question.readUInt16BE(nameEnd) === TYPE_A;
  const header = Buffer.from(question.subarray(0, HEADER_BYTES));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(found ? 1 : 0, 6);
  header.writeUInt32BE(0, 8);
  const echoed = question.subarray(HEADER_BYTES, nameEnd + 4);
  const record = Buffer.from([0xc0, 0x0c, 0, TYPE_A, 0, 1, 0, 0, 0, 60, 0, 4]);
  const numbers = Buffer.from(address.split('.').map(Number));
  return Buffer.concat(found ? [header, echoed, record, numbers] : [header, echoed]);
}

function nameOf(question: Buffer): string {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return labels.join('.').toLowerCase();
}
