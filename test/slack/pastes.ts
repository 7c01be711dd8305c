/** Pastes for the tests at the wire, each as the product prints it. */

const service = (name: string, port: number, ok: boolean, detail: string) => ({ name, port, ok, detail });

/** `caracal status --ready --json` with these services failing. */
export function readiness(failing: Record<string, string>): string {
  const ports = { api: 3000, sts: 8080, gateway: 8081, audit: 9090, coordinator: 4000 };
  const services = Object.entries(ports).map(([name, port]) =>
    service(name, port, !(name in failing), failing[name] ?? '200'),
  );
  return JSON.stringify({ ready: Object.keys(failing).length === 0, services }, null, 2);
}

export const stsWaits = readiness({ sts: '503 postgres_unreachable' });

export const policyDenied = [
  '$ curl -i -X POST $STS/oauth/2/token -d resource=resource://pipernet',
  'HTTP/1.1 403 Forbidden',
  'Content-Type: application/json',
  '',
  '{"error":"access_denied","error_description":"policy denied"}',
].join('\n');

export const talk = 'has anyone had lunch yet? the new place on the corner is good';
