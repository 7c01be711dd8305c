import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCaracal } from '../../src/checks/caracal/client.ts';
import { runChecks } from '../../src/checks/run.ts';
import { conclude } from '../../src/diagnosis/conclude.ts';
import type { Edition } from '../../src/knowledge/schema.ts';
import { type CaracalStandIn, createCaracalStandIn } from '../../src/sandbox/caracal/stand-in.ts';
import { contextOf, knowledge } from './context.ts';

interface Case {
  id: string;
  edition: Edition;
  requestId: string;
  explain: string;
  accept: (string | null)[];
  withAudit: (string | null)[] | null;
}

function readLines<T>(name: string): T[] {
  const file = new URL(`../fixtures/${name}`, import.meta.url);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

const texts = new Map(readLines<{ id: string; text: string }>('recorded.ndjson').map(({ id, text }) => [id, text]));
const cases = readLines<Case>('recorded-explains.ndjson');

let standIn: CaracalStandIn;
beforeAll(async () => {
  standIn = await createCaracalStandIn({ lateMs: 0 });
});
afterAll(() => standIn.close());

/** What the checks of the machine that the paste came from conclude, with the answers of its case served. */
async function verify(one: Case) {
  const served = standIn.serveCase(one)!;
  const { apiUrl, stsUrl, gatewayUrl } = standIn;
  const caracal = createCaracal({ apiUrl, zone: served.zone, adminToken: served.token, stsUrl, gatewayUrl });
  const text = texts.get(one.id) ?? '';
  const asked = text.includes(one.requestId) ? text : `${text}\nrequest id: ${one.requestId}\n`;
  const zones = [{ id: served.zone, name: 'its zone', caracal }];
  const context = contextOf({ text: asked, edition: one.edition, zones, sameMachine: true });
  const { late, ...found } = await runChecks(context, { eachMs: 5000, allMs: 5000 });
  expect(late).toBeNull();
  return { context, found, diagnosis: conclude(context.diagnosis, found, knowledge) };
}

test.each(cases)('$id $explain', async (one) => {
  const { found, diagnosis } = await verify(one);
  const row = diagnosis.row && `${diagnosis.section}/${diagnosis.row}`;
  const points = found.diagnostic?.points;
  // A line and a request ID are told as a request ID: there the row that audit points to stands beside it.
  const said = diagnosis.kind === 'request-id' && points ? `${points.section}/${points.row}` : row;
  expect(one.withAudit ?? one.accept).toContain(said);
  if (points && diagnosis.row) {
    const item = diagnosis.checklist.find((each) => each.section === points.section && each.row === points.row);
    expect(item?.state).toBe('confirmed');
  }
});

test('no verb but GET', () => {
  expect(new Set(standIn.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
});
