/** Pastes in the product's own words, with the IDs of the recorded zones. */

export const ids = {
  staging: '01a20870-7c1d-717b-b835-96cd88eced9f',
  pipernet: '01a20873-116d-74ca-b88d-afce589c9b42',
  agent: '01a20870-7d0c-755a-942e-31b72369cdee',
  builder: '01a20873-1225-72b9-8ea8-fed59974f554',
  denied: '01a2088c-275f-7227-b608-d9eb7bf211d4',
  refused: 'f8c39844-31af-4d38-9773-489ffbedf422',
  nowhere: '11111111-2222-4333-8444-555555555555',
};

interface Exchange {
  zone?: string;
  application?: string;
  resource?: string;
  scope?: string;
  date?: string;
  status?: string;
  description?: string;
}

/** A token exchange with curl and its answer. */
export function exchange({
  zone = ids.staging,
  application = ids.agent,
  resource = 'resource://billing-api',
  scope = 'invoices:read',
  date = 'Mon, 23 Nov 2026 10:00:00 GMT',
  status = '403 Forbidden',
  description = 'policy denied',
}: Exchange = {}): string {
  return `$ curl -i -X POST $STS/oauth/2/token \\
  -d zone_id=${zone} \\
  -d application_id=${application} \\
  -d client_secret="$CLIENT_SECRET" \\
  -d resource=${resource} \\
  --data-urlencode "scope=${scope}"
HTTP/1.1 ${status}
Content-Type: application/json
Date: ${date}

{"error":"access_denied","error_description":"${description}"}
`;
}

interface Call {
  resource?: string | null;
  bearer?: boolean;
  status?: string;
  error?: string;
  description?: string;
  requestId?: string;
  more?: string;
}

/** A Gateway request with curl and its answer. */
export function call({
  resource = 'resource://billing-api',
  bearer = true,
  status = '403 Forbidden',
  error = 'access_denied',
  description = 'resource not configured',
  requestId = ids.nowhere,
  more = '',
}: Call = {}): string {
  const headers = [
    bearer ? ' -H "Authorization: Bearer $TOKEN"' : '',
    resource === null ? '' : ` -H "X-Caracal-Resource: ${resource}"`,
  ].join('');
  return `$ curl -i http://localhost:8081/v1/things${headers}
HTTP/1.1 ${status}
Content-Type: application/json
X-Request-Id: ${requestId}

{"error":"${error}","error_description":"${description}","requestId":"${requestId}"}
${more}`;
}

/** Audit asked for a request ID that it does not have. */
export function lookup(requestId: string, zone = ids.staging): string {
  return `$ curl -i $API/v1/zones/${zone}/audit/by-request/${requestId}/explain
HTTP/1.1 404 Not Found
content-type: application/json; charset=utf-8

{"error":"request_not_found"}
`;
}
