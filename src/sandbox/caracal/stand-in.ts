import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, type Asked, answerOf } from './answers.ts';
import { answerWithFault, type Fault } from './faults.ts';
import {
  loadRecorded,
  ofCase,
  type Recorded,
  readyAnswer,
  type StackState,
  stackOfCase,
  standing,
} from './recorded.ts';

export interface CaracalStandInOptions {
  /** 0, the default, takes a free port. STS and Gateway always take free ones. */
  port?: number;
  /** How long after it is first asked for the late request arrives in audit. Default 8000. */
  lateMs?: number;
  /** What the clock says, for tests. */
  now?: () => number;
}

/** A case of the recordings: its `explain` answer by name or path, null where audit knows nothing of it. */
export interface RecordedCase {
  explain: string | null;
  edition?: string;
}

export interface SeenRequest {
  service: 'api' | 'sts' | 'gateway';
  method: string;
  path: string;
  hasToken: boolean;
}

export interface CaracalStandIn {
  apiUrl: string;
  stsUrl: string;
  gatewayUrl: string;
  /** Zones that it plays: name to ID and the token that may read that zone alone. */
  zones: Record<string, { id: string; token: string }>;
  /** May read every zone. */
  globalToken: string;
  /** Everything that was asked, in order. */
  requests: SeenRequest[];
  setFault(fault: Fault | null): void;
  setStack(state: StackState): void;
  /** Serves what was recorded of one case before everything else; null ends it. */
  serveCase(recorded: RecordedCase | null): { zone: string; token: string } | null;
  /** Called at every request, before it is answered. */
  onRequest(listener: (seen: SeenRequest) => void): void;
  close(): Promise<void>;
}

/** The request that audit learns of only some time after it is first asked for. */
export const lateRequest = 'b47bc236-7c72-4b6f-8e03-e1918eb04a3d';

const zones = {
  staging: '01a20870-7c1d-717b-b835-96cd88eced9f',
  'pipernet-dev': '01a20873-116d-74ca-b88d-afce589c9b42',
  support: '01a20873-16bd-71fe-9d03-fa8f286a6807',
  'staging-1.0': '01a2089e-3199-7036-9169-ebb0becba409',
  'pipernet-dev-1.0': '01a2089f-3df7-7332-9d47-8c372b8e17b6',
} as const;

const globalToken = 'stand-in-admin-token';
const tokenOf = (zone: string) => `stand-in-token-of-${zone}`;

/** A Caracal that answers from recordings: the Admin API, and /ready of API, STS and Gateway. Listens on loopback. */
export async function createCaracalStandIn(options: CaracalStandInOptions = {}): Promise<CaracalStandIn> {
  const recorded = loadRecorded();
  const base = standing(recorded);
  const early = base.filter(({ name }) => !name.startsWith('audit-missing-ingestion-lag-'));
  const now = options.now ?? Date.now;
  const requests: SeenRequest[] = [];
  const listeners: ((seen: SeenRequest) => void)[] = [];
  let fault: Fault | null = null;
  let state: StackState = 'ok';
  let served: Recorded[] = [];
  let firstAsked: number | null = null;

  const rights = {
    zoneOf(token: string): string | undefined {
      if (token === globalToken) return '*';
      return token.startsWith('stand-in-token-of-') ? token.slice('stand-in-token-of-'.length) : undefined;
    },
  };

  /** The fault that holds for this path, counted down. */
  function takeFault(path: string): Fault | null {
    if (fault === null || (fault.path !== undefined && !path.includes(fault.path))) return null;
    const current = fault;
    if (current.times !== undefined) fault = current.times > 1 ? { ...current, times: current.times - 1 } : null;
    return current;
  }

  /** Audit does not know of the late request yet. */
  function isHidden(): boolean {
    return served.length === 0 && (firstAsked === null || now() - firstAsked < (options.lateMs ?? 8000));
  }

  /** Null: nothing listens there. */
  function said(service: SeenRequest['service'], asked: Asked): Answer | null {
    const { path } = asked;
    if (path === '/ready') {
      const ready = readyAnswer(recorded, service, state);
      return ready?.status ? { status: ready.status, body: ready.body } : null;
    }
    if (service !== 'api') return { status: 404, body: { error: 'not_found' } };
    if (path.includes(lateRequest)) firstAsked ??= now();
    return answerOf(asked, isHidden() ? early : [...served, ...base], rights);
  }

  function handle(service: SeenRequest['service'], request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url: path = '/', headers } = request;
    const seen = { service, method, path, hasToken: headers.authorization !== undefined };
    requests.push(seen);
    for (const listener of listeners) listener(seen);
    const broken = takeFault(path);
    const token = headers.authorization?.startsWith('Bearer ') ? headers.authorization.slice(7) : null;
    if (broken?.kind === 'slow') setTimeout(() => reply(response, said(service, { method, path, token })), broken.ms);
    else if (broken !== null) answerWithFault(broken, response);
    else reply(response, said(service, { method, path, token }));
  }

  const servers = await Promise.all(
    (['api', 'sts', 'gateway'] as const).map((service) =>
      listen((request, response) => handle(service, request, response), service === 'api' ? (options.port ?? 0) : 0),
    ),
  );
  const [apiUrl, stsUrl, gatewayUrl] = servers.map(addressOf) as [string, string, string];

  return {
    apiUrl,
    stsUrl,
    gatewayUrl,
    zones: Object.fromEntries(Object.entries(zones).map(([name, id]) => [name, { id, token: tokenOf(id) }])),
    globalToken,
    requests,
    setFault(next) {
      fault = next;
    },
    setStack(next) {
      state = next;
    },
    serveCase(one) {
      served = one?.explain ? ofCase(recorded, one.explain) : [];
      state = stackOfCase(one?.explain ?? '');
      const zone = served[0]?.path.split('/')[3];
      return zone === undefined ? null : { zone, token: tokenOf(zone) };
    },
    onRequest(listener) {
      listeners.push(listener);
    },
    async close() {
      await Promise.all(servers.map(closeServer));
    },
  };
}

function reply(response: ServerResponse, answer: Answer | null): void {
  if (answer === null) {
    response.destroy();
    return;
  }
  const { status, body } = answer;

  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(body === null || body === undefined ? '' : JSON.stringify(body));
}

function listen(handle: (request: IncomingMessage, response: ServerResponse) => void, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(handle);
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
