// Loaded into the program before it starts (--import): whatever reaches for the network or another program throws.
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

const refuse = (name) =>
  function refused() {
    process.stderr.write(`REFUSED ${name}\n`);
    process.exit(99);
  };
const forbidden = {
  childProcess: [
    childProcess,
    ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'],
  ],
  dgram: [dgram, ['createSocket']],
  dns: [dns, ['lookup', 'resolve', 'resolve4', 'resolve6', 'reverse']],
  promises: [dns.promises, ['lookup', 'resolve']],
  http: [http, ['request', 'get', 'createServer']],
  https: [https, ['request', 'get', 'createServer']],
  http2: [http2, ['connect', 'createServer']],
  net: [net, ['connect', 'createConnection', 'createServer']],
  tls: [tls, ['connect', 'createServer']],
};
for (const [module, [object, names]] of Object.entries(forbidden))
  for (const name of names) object[name] = refuse(`${module}.${name}`);
net.Socket.prototype.connect = refuse('Socket.connect');
net.Server.prototype.listen = refuse('Server.listen');
Object.assign(globalThis, { fetch: refuse('fetch'), WebSocket: refuse('WebSocket') });
syncBuiltinESMExports();
if (process.env.TRY_NETWORK) net.connect(1);
