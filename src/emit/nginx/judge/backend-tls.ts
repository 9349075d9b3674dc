import { unsupported } from '../../../target/verdict.ts';

export const otherNames = unsupported(
  'NGINX verifies the one name that it sends as SNI: no other, no second one, and no URI',
);
