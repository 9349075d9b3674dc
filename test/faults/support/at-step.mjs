// Loaded into the program before it starts (--import): sends it a signal when it comes to a certain call of the
// file system. SIGNAL_AT is `number` of the changing call, or a part of the path that is read.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const at = process.env.SIGNAL_AT;
const signal = process.env.SIGNAL;
const changing = [
  'mkdirSync',
  'chmodSync',
  'linkSync',
  'symlinkSync',
  'renameSync',
  'unlinkSync',
  'rmdirSync',
];
const isNumber = /^\d+$/.test(at);
let count = 0;

for (const name of [...changing, 'openSync', 'readFileSync']) {
  const original = fs[name];
  fs[name] = (...args) => {
    const creates = name === 'openSync' && (Number(args[1]) & fs.constants.O_CREAT) !== 0;
    const matches = (creates || changing.includes(name)) && String(count++) === at;
    const reads = !isNumber && name === 'readFileSync' && String(args[0]).includes(at);
    if (matches || reads) process.kill(process.pid, signal);
    return original(...args);
  };
}
syncBuiltinESMExports();
