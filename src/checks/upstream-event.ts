import type { Finding } from '../diagnosis/types.ts';
import { numberOf, stringOf } from './caracal/decisive.ts';
import { lookUp } from './caracal/lookup.ts';
import { confirmed, finding, isAbout, row, ruledOut, type Said } from './say.ts';
import type { Check } from './types.ts';

const id = 'upstream-event';
const rows = ['upstream/connection-refused', 'upstream/dns-failure', 'upstream/wrong-path'].map(row);

/** What did the Gateway itself write about the way to the upstream? It tells the rows apart. */
export const upstreamEvent: Check = {
  id,
  rows,
  needs: ['request-id', 'zone'],
  question: "What does the Gateway's own event say of the way to the upstream?",
  async run(context) {
    if (!isAbout(context, 'upstream')) return { findings: [] };
    const events = (await lookUp(context)).found.flatMap(({ explanation }) => explanation.events);
    const event = events.findLast(({ event_type: type }) => type === 'gateway_resource_request');
    if (event === undefined) return { findings: [] };
    const metadata = event.metadata_json ?? {};
    const said = told(
      event.evaluation_status ?? '',
      stringOf(metadata, 'error_kind'),
      numberOf(metadata, 'upstream_status'),
      stringOf(metadata, 'upstream_host') ?? 'the upstream',
    );
    return { findings: said.flatMap((one, i): Finding[] => (one === null ? [] : [finding(id, rows[i]!, one)])) };
  },
};

/** For refused, name and path, in this order; null: says nothing of it. */
function told(status: string, kind: string | null, answered: number | null, host: string): (Said | null)[] {
  if (status === 'executed' && answered !== null) {
    const there = ruledOut(`the Gateway reached ${host}, which answered ${answered}`);
    const isPath = answered === 404 || answered === 405;
    return [there, there, isPath ? confirmed(`${host} answered ${answered} to this method and path`) : there];
  }
  if (kind === 'upstream_not_addressable') {
    const said = ruledOut(
      "the Gateway did not get as far as connecting: the upstream's host is not addressable for it",
    );
    // Whether the name is the demo's says another check.
    return [said, null, said];
  }
  if (kind === 'transport_error') {
    const found = ruledOut(`the Gateway resolved the name and tried to connect to ${host}`);
    return [confirmed(`the Gateway could not connect to ${host}, or got no answer from it`), found, found];
  }
  return [null, null, null];
}
