import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Core } from '../core.ts';
import { token } from '../ids.ts';
import { note } from '../traffic.ts';
import type { Json } from '../types.ts';
import { type Attempt, failed, type Outcome } from './types.ts';

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

export interface Sockets {
  /** A single-use address, as `apps.connections.open` gives it. */
  open(): string;
  send(attempt: Attempt): Promise<Outcome>;
  /** Says `disconnect` to every socket; all but `warning` are closed after `graceMs`. */
  disconnect(reason: DisconnectReason, graceMs?: number): void;
  /** Cuts every socket without a word. */
  cut(): void;
  count(): number;
  /** Sends anything, for tests of what a bot makes of it. */
  raw(text: string): void;
  close(): void;
}

const TYPES = { event: 'events_api', command: 'slash_commands', interaction: 'interactive' } as const;
const MAX_SOCKETS = 10;
const PING_MS = 10_000;

/** Socket Mode on the workspace's own server: any one socket gets each envelope and must acknowledge it. */
export function createSockets(core: Core, server: Server): Sockets {
  const tickets = new Set<string>();
  const sockets: WebSocket[] = [];
  const waiting = new Map<string, (body: unknown) => void>();
  const wss = new WebSocketServer({ noServer: true });
  let turn = 0;

  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping();
  }, PING_MS);
  pings.unref();

  function hello(socket: WebSocket) {
    const body = {
      type: 'hello',
      num_connections: sockets.length,
      debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18060 },
      connection_info: { app_id: core.state.bot.appId },
    };
    socket.send(JSON.stringify(body));
    note(core, { at: Date.now(), direction: 'to-bot', kind: 'socket', name: 'hello', ok: true, request: body });
  }

  function receive(text: string) {
    let body: Json;
    try {
      body = JSON.parse(text) as Json;
    } catch {
      return;
    }
    const id = String(body.envelope_id ?? '');
    const settle = waiting.get(id);
    waiting.delete(id);
    settle?.(body.payload ?? null);
  }

  function forget(socket: WebSocket, code: number) {
    const index = sockets.indexOf(socket);
    if (index >= 0) sockets.splice(index, 1);
    core.state.sockets = sockets.length;
    const response = { code };
    note(core, { at: Date.now(), direction: 'from-bot', kind: 'socket', name: 'closed', ok: true, response });
  }

  function join(socket: WebSocket) {
    if (sockets.length >= MAX_SOCKETS) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      socket.close();
      return;
    }
    sockets.push(socket);
    core.state.sockets = sockets.length;
    socket.on('message', (data) => receive(String(data)));
    socket.on('close', (code) => forget(socket, code));
    socket.on('error', () => socket.terminate());
    hello(socket);
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A bot that was killed resets the connection; without a listener that would end this process.
    stream.on('error', () => stream.destroy());
    const url = new URL(request.url ?? '/', 'http://localhost');
    const refused = core.faults.refusedUpgrades > 0;
    if (refused) core.faults.refusedUpgrades -= 1;
    if (refused || url.pathname !== '/link/' || !tickets.delete(url.searchParams.get('ticket') ?? '')) {
      const status = refused ? '503 Service Unavailable' : '403 Forbidden';
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      const line = { direction: 'from-bot', kind: 'socket', name: 'refused', ok: false } as const;
      note(core, { at: Date.now(), ...line, status: refused ? 503 : 403 });
      return;
    }
    wss.handleUpgrade(request, stream, head, join);
  });

  return {
    open() {
      const ticket = token(16);
      tickets.add(ticket);
      return `${core.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${core.state.bot.appId}`;
    },
    send(attempt) {
      const socket = sockets[turn++ % Math.max(1, sockets.length)];
      if (!socket) return Promise.resolve(failed('connection_failed'));
      const retry =
        attempt.kind === 'event' ? { retry_attempt: attempt.retry, retry_reason: attempt.reason ?? '' } : {};
      const envelope = {
        envelope_id: attempt.envelopeId,
        type: TYPES[attempt.kind],
        payload: attempt.payload,
        accepts_response_payload: attempt.kind !== 'event',
        ...retry,
      };
      return new Promise((resolve) => {
        const deadline = setTimeout(() => {
          waiting.delete(attempt.envelopeId);
          resolve(failed('timeout'));
        }, core.settings.deadlineMs);
        waiting.set(attempt.envelopeId, (body) => {
          clearTimeout(deadline);
          resolve({ ok: true, status: 200, body, reason: null, noRetry: false });
        });
        socket.send(JSON.stringify(envelope));
      });
    },
    disconnect(reason, graceMs = 0) {
      const body = { type: 'disconnect', reason, debug_info: { host: 'sandbox' } };
      note(core, { at: Date.now(), direction: 'to-bot', kind: 'socket', name: 'disconnect', ok: true, request: body });
      for (const socket of [...sockets]) {
        socket.send(JSON.stringify(body));
        if (reason !== 'warning') setTimeout(() => socket.close(), graceMs).unref();
      }
    },
    cut() {
      for (const socket of [...sockets]) socket.terminate();
    },
    count: () => sockets.length,
    raw(text) {
      for (const socket of sockets) socket.send(text);
    },
    close() {
      clearInterval(pings);
      for (const socket of [...sockets]) socket.terminate();
      wss.close();
    },
  };
}
