const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// Of this process, as its signals are.
const pending = new Set<() => void>();

/**
 * Has something cleaned up when this process ends before its time, by a signal or by `process.exit`. A signal then
 * does what it would have done.
 *
 * @param clean - synchronous; called once at most
 * @returns what takes it back, once everything has been cleaned up in the ordinary way
 */
export function cleanUpAtEnd(clean: () => void): () => void {
  if (pending.size === 0) listen();
  pending.add(clean);
  return () => {
    if (pending.delete(clean) && pending.size === 0) listenNoMore();
  };
}

function listen(): void {
  process.on('exit', cleanUp);
  // First, as a listener for one time is no longer counted once it has been called.
  for (const signal of signals) process.prependListener(signal, atSignal);
}

function listenNoMore(): void {
  process.off('exit', cleanUp);
  for (const signal of signals) process.off(signal, atSignal);
}

function cleanUp(): void {
  listenNoMore();
  for (const clean of pending) clean();
  pending.clear();
}

function atSignal(signal: NodeJS.Signals): void {
  cleanUp();
  // Whoever else listens decides how the process ends.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
