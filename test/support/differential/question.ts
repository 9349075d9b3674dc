import type { AuthQuestion } from '../../../src/trace/authorization-servers.ts';

/** What an authorization server is told, over any protocol. */
export type Question = Omit<AuthQuestion, 'protocol' | 'bodyLimit'> & {
  /** As far as the server is told. */
  readonly body: string;
};
