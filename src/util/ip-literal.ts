import { isIP } from 'node:net';

/**
 * Whether a text is an IP address as Kubernetes has them: without a zone (`fe80::1%eth0`), which means something on one
 * machine only and which Go's `ParseIP` refuses, but Node's `isIP` takes.
 */
export function isIpLiteral(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}
