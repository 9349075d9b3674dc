// Lets Node 20 run the TypeScript of this repository as it stands, in the main program and in its children.
import { register } from 'node:module';

register('./typescript.mjs', import.meta.url);
