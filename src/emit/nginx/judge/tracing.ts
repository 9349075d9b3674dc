import { unsupported } from '../../../target/verdict.ts';

export const noSpans = unsupported('NGINX’s stock modules make no spans');
