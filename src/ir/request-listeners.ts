import type { HttpListener, HttpsListener, Socket } from './gateway.ts';

/** The listeners of a socket that route requests; the others know of connections only. */
export function requestListeners(socket: Socket): readonly (HttpListener | HttpsListener)[] {
  switch (socket.kind) {
    case 'http':
      return socket.listeners;
    case 'tls':
      return socket.listeners.filter((each) => each.kind === 'https');
    case 'tcp':
    case 'udp':
      return [];
  }
}
