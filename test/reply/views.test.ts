import { describe, expect, it } from 'vitest';
import { NONE, rowNamed } from '../../src/reply/actions.ts';
import { help } from '../../src/reply/help.ts';
import { chooseView } from '../../src/reply/views/choose.ts';
import { detailsView } from '../../src/reply/views/details.ts';
import { formView } from '../../src/reply/views/form.ts';
import { homeView } from '../../src/reply/views/home.ts';
import { loadingView } from '../../src/reply/views/loading.ts';
import { policyInputView } from '../../src/reply/views/policy-input.ts';
import { validateBlocks } from '../../src/sandbox/slack/blocks.ts';
import { validateView } from '../../src/sandbox/slack/views.ts';
import { knowledge, record } from './fixtures.ts';
import { kinds } from './kinds.ts';

const confirmed = kinds['answered-confirmed']!;
const zones = [{ id: '019ef3c2-2318-726b-b2a7-4de452e6b438', name: 'staging' }];

const views = {
  form: formView({ zones, metadata: '{"channel":"C1"}' }),
  'form-without-zones': formView({ zones: [], metadata: '{}' }),
  loading: loadingView(),
  choose: chooseView(confirmed, knowledge),
  'policy-input': policyInputView(confirmed),
  'policy-input-none': policyInputView(record()),
  details: detailsView(confirmed, knowledge),
  'details-gone': detailsView(null, knowledge),
};

describe.each(Object.entries(views))('the modal "%s"', (name, view) => {
  it('is the golden view', async () => {
    await expect(`${JSON.stringify(view, null, 2)}\n`).toMatchFileSnapshot(`golden/view-${name}.json`);
  });

  it('is one that Slack takes', () => {
    expect(validateView(view, 'modal')).toEqual([]);
  });
});

it('the list of rows names each row but the one that was wrong, and "none of these"', () => {
  const json = JSON.stringify(views.choose);
  const values = [...json.matchAll(/"value":"([^"]+)"/g)].map((match) => match[1]!);
  const rows = knowledge.tables['2026.06'].sections.flatMap(({ id, rows }) =>
    rows.map((row) => ({ section: id, row: row.id })),
  );
  expect(values).toHaveLength(rows.length);
  expect(values).not.toContain('sts-403/scopes');
  expect(values.at(-1)).toBe(NONE);
  for (const value of values.slice(0, -1)) expect(rowNamed(value, rows)).not.toBeNull();
});

it('a long policy input is shown in pieces and cut with a note', () => {
  const policyInput = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`key${i}`, 'value'.repeat(5)]));
  const { diagnosis } = confirmed;
  const view = policyInputView(
    record({ diagnosis: { ...diagnosis, diagnostic: { ...diagnosis.diagnostic!, policyInput } } }),
  );
  expect(validateView(view, 'modal')).toEqual([]);
  expect(view.blocks.length).toBeGreaterThan(5);
  expect(JSON.stringify(view.blocks.at(-1))).toContain('cut');
});

describe('help', () => {
  it('is the golden message, within Slack’s limits', async () => {
    await expect(`${JSON.stringify(help(), null, 2)}\n`).toMatchFileSnapshot('golden/help.json');
    expect(validateBlocks(help().blocks, 'message')).toEqual([]);
  });

  it('stands on the home tab too', () => {
    expect(validateView(homeView(), 'home')).toEqual([]);
  });
});
