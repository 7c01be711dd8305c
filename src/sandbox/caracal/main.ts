import { createCaracalStandIn } from './stand-in.ts';

// Runs the embedded Caracal alone: options as one JSON argument, one JSON line with the addresses, zones and tokens, then
// until SIGTERM, SIGINT, or, started with an IPC channel, the end of the parent. Over that channel a parent may send
// `{"fault": …}`, `{"stack": …}` or `{"case": …}`.
const standIn = await createCaracalStandIn(JSON.parse(process.argv[2] ?? '{}'));
const { apiUrl, stsUrl, gatewayUrl, zones, globalToken } = standIn;
process.stdout.write(`${JSON.stringify({ apiUrl, stsUrl, gatewayUrl, zones, globalToken })}\n`);

process.on('message', (message: Record<string, never>) => {
  if ('fault' in message) standIn.setFault(message.fault ?? null);
  if ('stack' in message) standIn.setStack(message.stack ?? 'ok');
  if ('case' in message) standIn.serveCase(message.case ?? null);
});

let closing = false;
function stop(): void {
  if (closing) return;
  closing = true;
  if (process.connected) process.disconnect?.();
  void standIn.close();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop);
