import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { recordingIo } from '../cli/support/recording-io.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { findChromium, openPage, type Page } from '../support/browser.ts';

const chromium = findChromium();
const lowestContrast = readFileSync(new URL('lowest-contrast.mjs', import.meta.url), 'utf8');

const manifests = (value: string, backend: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: shop}
spec: {gatewayClassName: x, listeners: [{name: http, protocol: HTTP, port: 80}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: pay, namespace: shop}
spec:
  parentRefs: [{name: web}]
  hostnames: [shop.example.com]
  rules:
  - matches: [{queryParams: [{name: q, value: ${JSON.stringify(value)}}]}]
    timeouts: {request: 10s}
    backendRefs: [{name: ${backend}, port: 80}]
  - backendRefs: [{name: pages, port: 80}]
`;

const hostile = `</code></pre><script>window.hacked=1</script><img src="https://example.com/x" onerror="window.hacked=1"><style>body{display:none}</style>`;

/** The page of a change with hostile values on both sides. */
async function makePage(): Promise<string> {
  const folder = temporaryFolder();
  for (const [side, backend] of [
    ['base', 'pay-v1'],
    ['head', 'pay-v2'],
  ] as const) {
    mkdirSync(join(folder, side));
    writeFileSync(join(folder, side, 'all.yaml'), manifests(hostile, backend));
  }
  const { io } = recordingIo(folder);
  const args = ['base', 'head', '--assume-services', '--format', 'html', '-o', 'page.html'];
  expect(await run(['diff', ...args], io)).toBe(3);
  return pathToFileURL(join(folder, 'page.html')).href;
}

// In CI it has to be there.
describe.skipIf(chromium === null && process.env['CI'] === undefined)(
  'the page, in Chromium',
  () => {
    let page: Page;
    beforeAll(async () => {
      page = await openPage(chromium ?? 'chromium');
      for (const domain of ['Page', 'Network', 'Log', 'Runtime', 'Accessibility'])
        await page.send(`${domain}.enable`);
    }, 60_000);
    afterAll(() => page.close());

    async function show(style: 'light' | 'dark' = 'light'): Promise<string> {
      const url = await makePage();
      const features = [{ name: 'prefers-color-scheme', value: style }];
      await page.send('Emulation.setEmulatedMedia', { features });
      const loaded = page.events('Page.loadEventFired').length;
      await page.send('Page.navigate', { url });
      await expect.poll(() => page.events('Page.loadEventFired').length).toBeGreaterThan(loaded);
      return url;
    }

    test('runs nothing, asks for nothing, and shows hostile text as text', async () => {
      const before = page.events('Network.requestWillBeSent').length;
      const url = await show();
      const requests = page.events('Network.requestWillBeSent').slice(before);
      expect(requests.map(({ request }) => (request as { url: string }).url)).toEqual([url]);
      expect(page.events('Log.entryAdded')).toEqual([]);
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      expect(await page.evaluate('document.querySelectorAll("script, img, style").length')).toBe(1);
      expect(await page.evaluate('document.body.innerText')).toContain('onerror="window.hacked=1"');
      // The policy stands behind the escaping.
      await page.evaluate(
        'document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=window.hacked=1>")',
      );
      await page.evaluate(
        'document.body.append(Object.assign(document.createElement("script"), {textContent: "window.hacked=1"}))',
      );
      expect(await page.evaluate('window.hacked')).toBeUndefined();
    });

    test.each(['light', 'dark'] as const)('has contrast enough in its %s style', async (style) => {
      await show(style);
      await page.evaluate(
        'document.querySelectorAll("details").forEach((each) => { each.open = true; })',
      );
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
        style === 'light' ? 'rgb(255, 255, 255)' : 'rgb(13, 17, 23)',
      );
      expect(await page.evaluate(lowestContrast)).toBeGreaterThanOrEqual(4.5);
    });

    test('is usable with the keyboard', async () => {
      await show();
      await page.press('Tab');
      expect(await page.evaluate('document.activeElement.className')).toBe('skip');
      for (let presses = 0; presses < 20; presses++) {
        await page.press('Tab');
        if (
          (await page.evaluate('document.activeElement.textContent.includes("nginx.conf")')) ===
          true
        )
          break;
      }
      expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
      await page.press('Enter');
      expect(await page.evaluate('document.activeElement.parentElement.open')).toBe(true);
      await page.press('Tab');
      expect(await page.evaluate('document.activeElement.tagName')).toBe('PRE');
    });

    test('has names for what a screen reader announces', async () => {
      await show();
      await page.evaluate(
        'document.querySelectorAll("details").forEach((each) => { each.open = true; })',
      );
      const { nodes } = (await page.send('Accessibility.getFullAXTree')) as unknown as {
        readonly nodes: readonly AxNode[];
      };
      const named = nodes.filter(({ role }) =>
        ['link', 'heading', 'region', 'navigation', 'RootWebArea'].includes(role?.value ?? ''),
      );
      expect(named.length).toBeGreaterThan(8);
      for (const { name } of named) expect(name?.value).not.toBe('');
      expect(await page.evaluate('document.documentElement.lang')).toBe('en');
      expect(
        await page.evaluate(
          '[...document.querySelectorAll("h1, h2, h3")].map((each) => each.tagName).join()',
        ),
      ).toMatch(/^H1,H2(,H3)*(,H2)*$/);
    });
  },
);

interface AxNode {
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}
