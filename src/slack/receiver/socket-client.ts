/** What is used of the library's client; its own types keep the pong to themselves. */
export interface SocketClient {
  start(): Promise<unknown>;
  disconnect(): Promise<void>;
  send(envelopeId: string): Promise<void>;
  on(event: 'ws_message', listener: (data: unknown) => void): unknown;
  once(event: 'disconnected', listener: () => void): unknown;
  removeAllListeners(event: string): unknown;
  websocket?: {
    isActive(): boolean;
    disconnect(): void;
    lastPongReceivedTimestamp?: number | undefined;
  };
}

/** Whether the socket is open and Slack answered a ping lately; a young connection has not been pinged yet. */
export function freshPong(client: SocketClient, ms: number): boolean {
  const socket = client.websocket;
  if (!socket?.isActive()) return false;
  const pong = socket.lastPongReceivedTimestamp;
  return pong === undefined || Date.now() - pong < ms;
}
