import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { examples } from '../src/sandbox/page/examples.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/run.ts';
import { botReplies, onlyFor } from '../src/sandbox/slack/see.ts';

// Takes the pictures of the documentation from the sandbox itself: `node scripts/pictures.ts [FOLDER]`. With a folder named
// every main reply is taken at both widths and in both colours, to be looked at; without, the few that are kept.

const ANA = { channel: 'C0HELP', user: 'U0ANA' };
const WAIT = 20_000;
const all = process.argv[2];
const folder = all ?? join(import.meta.dirname, '..', 'docs', 'pictures');

interface Shot {
  name: string;
  width: 1280 | 375;
  dark: boolean;
  /** What follows the person and channel in the address. */
  hash: string;
}

function shot(name: string, width: Shot['width'], dark: boolean, hash: string): Shot {
  return { name, width, dark, hash: `#as=U0ANA&in=C0HELP${hash}` };
}

const textOf = (name: string): string => examples.find((each) => each.name === name)?.text ?? '';

/** Writes a paste, waits for its reply, and gives the time of the paste. */
async function ask({ workspace }: Sandbox, text: string): Promise<string> {
  const { ts } = await workspace.say({ ...ANA, text });
  await workspace.waitFor((now) => botReplies(now, ANA.channel, ts)[0], WAIT);
  return ts;
}

async function talk(sandbox: Sandbox): Promise<{ readiness: string; denied: string; upstream: string }> {
  const readiness = await ask(sandbox, textOf('Readiness'));
  const upstream = await ask(sandbox, textOf('Upstream 502'));
  const denied = await ask(sandbox, textOf('Policy denied'));
  await sandbox.workspace.say({ ...ANA, thread: denied, text: textOf('Request ID') });
  const asked = (now: Parameters<typeof botReplies>[0]) => botReplies(now, ANA.channel, denied)[1];
  await sandbox.workspace.waitFor((now) => asked(now)?.text.includes('scope_mismatch') && asked(now), WAIT);
  return { readiness, denied, upstream };
}

async function take(page: Page, sandbox: Sandbox, { name, width, dark, hash }: Shot): Promise<void> {
  await page.setViewportSize({ width, height: width === 375 ? 780 : 860 });
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
  await page.goto('about:blank');
  await page.goto(`${sandbox.url}/${hash}`);
  await page.locator('.message:visible, .side:visible').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function takeAll(browser: Browser, sandbox: Sandbox): Promise<void> {
  const { readiness, denied, upstream } = await talk(sandbox);
  const page = await browser.newPage();
  const kept = [
    shot('reply', 1280, false, `&thread=${readiness}`),
    shot('request-dark', 1280, true, `&thread=${denied}`),
    shot('phone', 375, false, `&thread=${readiness}`),
    shot('phone-dark', 375, true, `&thread=${denied}`),
  ];
  if (!all) {
    for (const each of kept) await take(page, sandbox, each);
    return;
  }
  await sandbox.workspace.command({ ...ANA, command: '/caracal-help' });
  await sandbox.workspace.waitFor((now) => onlyFor(now, ANA.user)[0], WAIT);
  const places = { readiness: `&thread=${readiness}`, denied: `&thread=${denied}`, upstream: `&thread=${upstream}` };
  const more = { ...places, help: '', faults: '&panel=faults', traffic: '&panel=traffic' };
  for (const [name, hash] of Object.entries(more)) {
    for (const width of [1280, 375] as const) {
      for (const dark of [false, true])
        await take(page, sandbox, shot(`${name}-${width}${dark ? '-dark' : ''}`, width, dark, hash));
    }
  }
}

mkdirSync(folder, { recursive: true });
const sandbox = await startSandbox({ port: 0, open: false, record: null });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  await takeAll(browser, sandbox);
} finally {
  await browser.close();
  await sandbox.close();
}
