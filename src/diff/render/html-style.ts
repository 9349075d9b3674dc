import { hypertext } from './html-text.ts';

/** The page's only style sheet; the policy names its digest. Colours have a contrast of 4.5 to 1 in both styles. */
export const styleSheet = hypertext`
:root { --text: #1f2328; --back: #ffffff; --soft: #f3f4f6; --line: #d0d7de; --faint: #59636e; --link: #0550ae;
  --high: #a40e26; --medium: #8a4600; --low: #0550ae; --info: #59636e; --added: #dafbe1; --removed: #ffebe9; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --back: #0d1117; --soft: #161b22; --line: #3d444d; --faint: #9da7b1; --link: #79b8ff;
    --high: #ff9492; --medium: #f0b72f; --low: #79b8ff; --info: #9da7b1; --added: #12361f; --removed: #4b1113; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--back); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; margin-top: 2rem; }
h3 { font-size: 1rem; font-weight: normal; color: var(--faint); }
a { color: var(--link); }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .875em; }
code { background: var(--soft); border-radius: .25rem; padding: .1em .3em; }
li { margin: .5rem 0; }
li p { margin: 0; }
.place, footer { color: var(--faint); font-size: .875rem; }
.risk { display: inline-block; min-width: 4.5rem; border: 1px solid currentcolor; border-radius: 1rem;
  padding: 0 .6rem; text-align: center; font-weight: bold; }
.high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); } .info { color: var(--info); }
details { border: 1px solid var(--line); border-radius: .375rem; margin: .5rem 0; padding: 0 .75rem; }
summary { cursor: pointer; padding: .5rem 0; }
pre { overflow-x: auto; margin: 0 -.75rem; padding: .5rem .75rem; border-top: 1px solid var(--line); }
pre b { color: var(--faint); font-weight: normal; }
ins { background: var(--added); text-decoration: none; }
del { background: var(--removed); text-decoration: none; }
@media print { details:not([open]) > * { display: block; } }
`;
