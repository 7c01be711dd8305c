import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examples } from '../../../src/sandbox/page/examples.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/run.ts';
import { botReplies, onlyFor, sentTo } from '../../../src/sandbox/slack/see.ts';
import { CHROMIUM, hasChromium, launch, paste, seriousFaults } from './browser.ts';

if (!hasChromium) console.warn(`SKIPPED: the page is not tested, there is no ${CHROMIUM}`);

const textOf = (name: string): string => examples.find((example) => example.name === name)?.text ?? '';
const LONG = 20_000;

describe.skipIf(!hasChromium)('the page, as a person uses it', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  const hosts = new Set<string>();
  const faults: string[] = [];

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([startSandbox({ port: 0, open: false, record: null }), launch()]);
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, permissions });
    context.setDefaultTimeout(LONG);
    page = await context.newPage();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    await page.goto(sandbox.url);
    await page.getByRole('heading', { name: '#caracal-help' }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  const composer = () => page.getByRole('textbox', { name: /^Message to/ });
  const thread = () => page.getByRole('complementary', { name: 'Thread' });
  const ana = 'U0ANA';

  /** The newest message of a person in a channel. */
  const newest = (channel: string, user = ana) =>
    (sandbox.workspace.now().messages[channel] ?? []).filter((message) => message.user === user).at(-1);

  async function goTo(name: string): Promise<void> {
    await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name, exact: true }).click();
  }

  /** Sends what stands in the composer and gives the message that came of it. */
  async function send(channel: string) {
    const before = newest(channel)?.ts;
    await composer().press('Enter');
    return sandbox.workspace.waitFor((now) => {
      const last = (now.messages[channel] ?? []).filter((message) => message.user === ana).at(-1);
      return last && last.ts !== before ? last : null;
    }, LONG);
  }

  const replyTo = (channel: string, ts: string) =>
    sandbox.workspace.waitFor((now) => botReplies(now, channel, ts)[0], LONG);

  async function openThread(ts: string) {
    const message = page.locator(`.main .message[data-ts="${ts}"]`);
    await message.getByRole('button', { name: /repl(y|ies)$/ }).click();
    await thread().getByRole('heading', { name: 'Thread' }).waitFor();
  }

  test('pastes readiness JSON and sees the threaded checklist', async () => {
    await paste(page, composer(), textOf('Readiness'));
    const message = await send('C0HELP');
    await replyTo('C0HELP', message.ts);
    await openThread(message.ts);
    await thread().getByText('Do this first', { exact: false }).waitFor();
    expect(await thread().getByRole('checkbox').count()).toBeGreaterThan(1);
    await thread().getByText('503 sts_unreachable').first().waitFor();
  });

  test('ticks an item, and the tick stays', async () => {
    const box = thread().getByRole('checkbox').last();
    const label = await box.evaluate((element: HTMLInputElement) => element.labels?.[0]?.textContent ?? '');
    await box.click();
    await thread().getByText('Ticked off', { exact: false }).first().waitFor();
    expect(label).not.toBe('');
    expect(await thread().getByRole('checkbox', { checked: true }).count()).toBe(1);
  });

  test('presses Solved', async () => {
    await thread().getByRole('button', { name: 'Solved' }).click();
    await thread().getByText('Solved by', { exact: false }).waitFor();
    await thread().getByRole('button', { name: 'Open again' }).waitFor();
  });

  test('looks a request ID up in a thread and sees the reason of audit', async () => {
    await thread().getByRole('button', { name: 'Close thread' }).click();
    await paste(page, composer(), textOf('Policy denied'));
    const message = await send('C0HELP');
    await replyTo('C0HELP', message.ts);
    await openThread(message.ts);
    const field = thread().getByRole('textbox', { name: 'Reply in this thread' });
    await paste(page, field, textOf('Request ID'));
    await field.press('Enter');
    await thread().getByText('What audit says').first().waitFor();
    await thread().getByText('scope_mismatch').or(thread().getByText('tickets:write')).last().waitFor();
    await thread().getByRole('button', { name: 'Close thread' }).click();
  });

  test('runs /caracal-help, opens the form and sees what is wrong on the field', async () => {
    await composer().fill('/caracal-help');
    await composer().press('Enter');
    await page.getByText('Only visible to you').waitFor();
    await page.getByRole('button', { name: 'Paste into a form' }).click();
    const dialog = page.getByRole('dialog', { name: 'Diagnose a paste' });
    await dialog.waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    const field = dialog.getByRole('textbox');
    await dialog.getByRole('button', { name: 'Diagnose' }).click();
    expect(await field.evaluate((element: HTMLTextAreaElement) => element.validity.valueMissing)).toBe(true);
    await field.fill('   ');
    await dialog.getByRole('button', { name: 'Diagnose' }).click();
    await dialog.getByRole('alert').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('uploads a log of 10,000 lines', async () => {
    await goTo('general');
    const noise = Array.from({ length: 10_000 }, (_, at) => `2026-11-23T12:00:00Z worker ${at} did its work`);
    noise[6000] = textOf('Gateway 401').split('\n').at(-1) ?? '';
    const buffer = Buffer.from(noise.join('\n'));
    await page.locator('.main input[type=file]').setInputFiles({ name: 'gateway.log', mimeType: 'text/plain', buffer });
    await page.getByText('gateway.log').first().waitFor();
    const message = await send('C0GENERAL');
    await page.getByText('10,000 lines').waitFor();
    const reply = await replyTo('C0GENERAL', message.ts);
    expect(reply.text).toContain('bearer token');
  });

  test('writes to the bot directly', async () => {
    await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: /app$/ }).click();
    await composer().fill('hello, is anybody there?');
    await send('D0ANA');
    await page
      .locator('.main .message[data-bot]')
      .or(page.getByRole('button', { name: '1 reply' }))
      .first()
      .waitFor();
  });

  test('drops a delivery and sees one reply', async () => {
    await goTo('general');
    await page.getByRole('button', { name: /^Faults/ }).click();
    await page.getByRole('button', { name: 'Drop the next delivery' }).click();
    await page.getByRole('button', { name: 'Close faults' }).click();
    await paste(page, composer(), textOf('caracal.toml'));
    const message = await send('C0GENERAL');
    const dropped = await sandbox.workspace.waitFor(
      (now) => sentTo(now, 'message').find((line) => !line.ok && line.eventId),
      LONG,
    );
    const again = await sandbox.workspace.waitFor(
      (now) => sentTo(now, 'message').find((line) => line.eventId === dropped.eventId && line.retry === 1),
      LONG,
    );
    expect(again.ok).toBe(true);
    await replyTo('C0GENERAL', message.ts);
    await page.locator(`.main .message[data-ts="${message.ts}"]`).getByRole('button', { name: '1 reply' }).waitFor();
    expect(botReplies(sandbox.workspace.now(), 'C0GENERAL', message.ts)).toHaveLength(1);
  });

  test('kills and restarts the bot, which goes on', async () => {
    await page.getByRole('button', { name: /^Faults/ }).click();
    await page.getByRole('button', { name: 'Kill', exact: true }).click();
    await page.getByText('The bot is not running.').waitFor();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('The bot is running.').waitFor();
    await page.getByRole('button', { name: 'Close faults' }).click();
    await paste(page, composer(), textOf('Upstream 502'));
    const message = await send('C0GENERAL');
    await replyTo('C0GENERAL', message.ts);
  });

  test('edits and deletes a message, and uses the shortcut in its menu', async () => {
    await composer().fill('nothing of interest');
    const message = await send('C0GENERAL');
    const line = page.locator(`.main .message[data-ts="${message.ts}"]`);
    const choose = async (name: string) => {
      await line.locator('summary[aria-label="More actions"]').click();
      await line.getByRole('button', { name }).click();
    };
    await choose('Edit message');
    await line.getByRole('textbox').fill('nothing at all');
    await line.getByRole('button', { name: 'Save' }).click();
    await line.getByText('nothing at all').waitFor();
    await choose('Diagnose with Caracal');
    await sandbox.workspace.waitFor((now) => onlyFor(now, ana, 'C0GENERAL')[0], LONG);
    await page.locator('.main .only-you').last().waitFor();
    await choose('Delete message');
    await line.getByText('nothing at all').waitFor({ state: 'detached' });
  });

  test('shows the traffic', async () => {
    await page.getByRole('button', { name: /^Traffic/ }).click();
    const panel = page.getByRole('complementary', { name: 'Traffic' });
    await panel.getByText('chat.postMessage').first().click();
    await panel.getByText('"channel"').first().waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  test('reloads, and everything is still there', async () => {
    await goTo('caracal-help');
    const [first] = sandbox.workspace.now().messages.C0HELP ?? [];
    await openThread(first?.ts ?? '');
    await thread().getByText('Solved by', { exact: false }).waitFor();
    const before = await page.locator('.message').count();
    await page.reload();
    await thread().getByText('Solved by', { exact: false }).waitFor();
    expect(await page.locator('.message').count()).toBe(before);
  });

  test('is another person, who sees the same but for what is only for one', async () => {
    await page.getByRole('combobox', { name: 'You are' }).selectOption({ label: 'Ben Okafor' });
    await thread().getByText('Solved by', { exact: false }).waitFor();
    expect(await page.getByText('Only visible to you').count()).toBe(0);
    await page.getByRole('combobox', { name: 'You are' }).selectOption({ label: 'Ana Ruiz' });
  });

  test('is tabbed through with the focus in sight', async () => {
    await page.getByRole('combobox', { name: 'You are' }).focus();
    const seen: string[] = [];
    for (let presses = 0; presses < 60 && !seen.includes('Reply in this thread'); presses++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const style = getComputedStyle(element.matches('input[type=file]') ? element.parentElement! : element);
        const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
        return { name: name.trim(), outline: style.outlineStyle !== 'none' && style.outlineWidth !== '0px' };
      });
      expect(at).toMatchObject({ outline: true });
      seen.push(at.name);
    }
    expect(seen).toEqual(expect.arrayContaining(['More actions', 'Message to #caracal-help', 'Reply in this thread']));
  });

  test.each([
    [1280, 'light'],
    [1280, 'dark'],
    [375, 'light'],
    [375, 'dark'],
  ] as const)('has nothing that keeps somebody out, at %i px, %s', async (width, colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  test('asks no other host, and nothing went wrong in the page', () => {
    expect([...hosts]).toEqual([new URL(sandbox.url).host]);
    expect(faults).toEqual([]);
  });
});
