import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
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

/** Writes the ID of the denied request under a denial, and waits until audit's answer is in the reply. */
async function lookUp({ workspace }: Sandbox, denied: string): Promise<void> {
  await workspace.say({ ...ANA, thread: denied, text: textOf('Request ID') });
  await workspace.waitFor((now) => {
    const reply = botReplies(now, ANA.channel, denied)[1];
    return reply?.text.includes('scope_mismatch') && reply;
  }, WAIT);
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

async function takeKept(page: Page, sandbox: Sandbox): Promise<void> {
  const readiness = `&thread=${await ask(sandbox, textOf('Readiness'))}`;
  await take(page, sandbox, shot('reply', 1280, false, readiness));
  await take(page, sandbox, shot('phone', 375, false, readiness));
  const denied = await ask(sandbox, textOf('Policy denied'));
  await lookUp(sandbox, denied);
  await take(page, sandbox, shot('request-dark', 1280, true, `&thread=${denied}`));
  await take(page, sandbox, shot('phone-dark', 375, true, `&thread=${denied}`));
}

async function takeAll(page: Page, sandbox: Sandbox): Promise<void> {
  const places: Record<string, string> = { help: '', faults: '&panel=faults', traffic: '&panel=traffic' };
  for (const name of ['Readiness', 'Policy denied', 'Gateway 401', 'Upstream 502', 'caracal.toml']) {
    const ts = await ask(sandbox, textOf(name));
    if (name === 'Policy denied') await lookUp(sandbox, ts);
    places[name.toLowerCase().replaceAll(' ', '-')] = `&thread=${ts}`;
  }
  await sandbox.workspace.command({ ...ANA, command: '/caracal-help' });
  await sandbox.workspace.waitFor((now) => onlyFor(now, ANA.user)[0], WAIT);
  for (const [name, hash] of Object.entries(places)) {
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
  await (all ? takeAll : takeKept)(await browser.newPage(), sandbox);
} finally {
  await browser.close();
  await sandbox.close();
}
