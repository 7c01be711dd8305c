import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createWorkspace, type Workspace } from '../../../src/sandbox/slack/workspace.ts';
import { callApi } from './raw-bot.ts';

interface Envelope extends Record<string, unknown> {
  type: string;
  envelope_id: string;
  payload: Record<string, unknown>;
}

interface Peer {
  socket: WebSocket;
  received: Envelope[];
  /** What is answered to an envelope; null says nothing. */
  ack: (envelope: Envelope) => unknown;
}

const ANA = { channel: 'C0HELP', user: 'U0ANA' };

let workspace: Workspace;
const peers: Peer[] = [];

beforeEach(async () => {
  workspace = await createWorkspace({ mode: 'socket' });
});
afterEach(async () => {
  for (const { socket } of peers.splice(0)) socket.terminate();
  await workspace.close();
});

const address = async () =>
  String((await callApi(workspace, 'apps.connections.open', {}, workspace.appToken)).body.url);

async function connect(): Promise<Peer> {
  const socket = new WebSocket(await address());
  const peer: Peer = { socket, received: [], ack: () => undefined };
  peers.push(peer);
  socket.on('message', (data) => {
    const envelope = JSON.parse(String(data)) as Envelope;
    peer.received.push(envelope);
    const payload = envelope.envelope_id ? peer.ack(envelope) : null;
    if (payload !== null) socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload }));
  });
  await once(socket, 'message');
  return peer;
}

const events = (count: number) =>
  workspace.waitFor((now) => {
    const lines = now.traffic.filter((line) => line.kind === 'event');
    return lines.length >= count && lines;
  });

test('hello, an event with its envelope, an acknowledgement', async () => {
  const peer = await connect();
  expect(peer.received[0]).toMatchObject({
    type: 'hello',
    num_connections: 1,
    connection_info: { app_id: 'A0CARACAL' },
  });
  await workspace.say({ ...ANA, text: 'x' });
  const [line] = await events(1);
  expect(line).toMatchObject({ ok: true, name: 'message' });
  expect(peer.received[1]).toMatchObject({
    type: 'events_api',
    accepts_response_payload: false,
    retry_attempt: 0,
    payload: { type: 'event_callback', event: { text: 'x' } },
  });
});

test('what is not acknowledged comes again, marked, with the same event ID', async () => {
  const peer = await connect();
  peer.ack = ({ retry_attempt }) => (retry_attempt ? undefined : null);
  await workspace.setTiming({ deadlineMs: 500 });
  await workspace.say({ ...ANA, text: 'x' });
  await events(2);
  expect(peer.received[2]).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' });
  expect(peer.received[2]?.payload.event_id).toBe(peer.received[1]?.payload.event_id);
  expect(peer.received[2]?.envelope_id).not.toBe(peer.received[1]?.envelope_id);
});

test('what happens while no socket is open is only ever seen as a retry', async () => {
  await workspace.say({ ...ANA, text: 'x' });
  await events(2);
  const peer = await connect();
  await workspace.advance({ ms: 60_000 });
  await events(3);
  expect(peer.received[1]).toMatchObject({ retry_attempt: 2 });
});

test('an envelope can come twice, not marked as a retry', async () => {
  const peer = await connect();
  await workspace.deliveryFault({ kind: 'twice' });
  await workspace.say({ ...ANA, text: 'x' });
  await events(1);
  expect(peer.received[1]?.envelope_id).toBe(peer.received[2]?.envelope_id);
  expect(peer.received[2]).toMatchObject({ retry_attempt: 0 });
});

test('commands and interactions are answered inside the acknowledgement', async () => {
  const peer = await connect();
  peer.ack = () => ({ text: 'only you' });
  await workspace.command({ ...ANA, command: '/caracal-help' });
  expect(peer.received[1]).toMatchObject({ type: 'slash_commands', accepts_response_payload: true });
  expect(await workspace.ephemerals({ user: 'U0ANA' })).toMatchObject([{ text: 'only you' }]);
});

test('any one of several sockets gets each envelope', async () => {
  const [first, second] = [await connect(), await connect()];
  expect(second.received[0]).toMatchObject({ num_connections: 2 });
  for (let index = 0; index < 4; index++) await workspace.say({ ...ANA, text: `${index}` });
  await events(4);
  expect([first.received.length, second.received.length]).toEqual([3, 3]);
});

test('disconnect: a warning leaves the socket, a refresh closes it', async () => {
  const peer = await connect();
  await workspace.disconnect({ reason: 'warning' });
  await workspace.disconnect({ reason: 'refresh_requested' });
  await once(peer.socket, 'close');
  expect(peer.received.slice(1).map(({ reason }) => reason)).toEqual(['warning', 'refresh_requested']);
  await workspace.waitFor((now) => now.sockets === 0);
});

test('an address is good once, and upgrades can be refused', async () => {
  const url = await address();
  const first = new WebSocket(url);
  await once(first, 'message');
  const [again] = (await once(new WebSocket(url), 'error')) as [Error];
  expect(again.message).toContain('403');
  await workspace.refuseUpgrades({ times: 1 });
  const [refused] = (await once(new WebSocket(await address()), 'error')) as [Error];
  expect(refused.message).toContain('503');
  first.terminate();
});

test('sockets can be cut without a word', async () => {
  const peer = await connect();
  await workspace.cutSockets();
  const [code] = (await once(peer.socket, 'close')) as [number];
  expect(code).toBe(1006);
});
