/** What the page offers to paste: recorded output of Caracal 2026.06. The embedded Caracal knows the requests in it. */
export const examples: { name: string; about: string; text: string }[] = [
  {
    name: 'Readiness',
    about: 'STS does not come up',
    text: `{
  "mode": "ready",
  "services": [
    {
      "name": "api",
      "port": 3000,
      "url": "http://localhost:3000/ready",
      "ok": true,
      "detail": "200"
    },
    {
      "name": "sts",
      "port": 8080,
      "url": "http://localhost:8080/ready",
      "ok": false,
      "detail": "unreachable"
    },
    {
      "name": "gateway",
      "port": 8081,
      "url": "http://localhost:8081/ready",
      "ok": false,
      "detail": "503 sts_unreachable"
    },
    {
      "name": "audit",
      "port": 9090,
      "url": "http://localhost:9090/ready",
      "ok": true,
      "detail": "200"
    },
    {
      "name": "coordinator",
      "port": 4000,
      "url": "http://localhost:4000/ready",
      "ok": true,
      "detail": "200"
    }
  ]
}`,
  },
  {
    name: 'Policy denied',
    about: '403 of STS that names no reason',
    text: `$ curl -i -X POST $STS/oauth/2/token \\
  -d grant_type=urn:ietf:params:oauth:grant-type:token-exchange \\
  -d zone_id=01a20873-16bd-71fe-9d03-fa8f286a6807 \\
  -d application_id=01a20873-17e5-77cb-be8c-b43e5e98f3ef \\
  -d client_secret="$CLIENT_SECRET" \\
  -d resource=resource://tickets \\
  --data-urlencode "scope=tickets:read tickets:write"
HTTP/1.1 403 Forbidden
Content-Type: application/json
Date: Mon, 23 Nov 2026 12:49:32 GMT
Content-Length: 62

{"error":"access_denied","error_description":"policy denied"}`,
  },
  {
    name: 'Request ID',
    about: 'of that denial: write it in its thread',
    text: `01a20874-5a7b-7835-99c3-ed7e0f171e43`,
  },
  {
    name: 'Gateway 401',
    about: 'no Authorization header',
    text: `$ curl -i $GW/invoices \\
  -H "X-Caracal-Resource: resource://billing-api"
HTTP/1.1 401 Unauthorized
Content-Type: application/json
X-Request-Id: ffae157f-e262-4428-86ed-4548bc2e388c
Date: Mon, 23 Nov 2026 12:53:27 GMT
Content-Length: 120

{"error":"invalid_token","error_description":"missing bearer token","requestId":"ffae157f-e262-4428-86ed-4548bc2e388c"}`,
  },
  {
    name: 'Upstream 502',
    about: 'behind an allow, with its request ID',
    text: `$ curl -i $GW/v1/charges \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "X-Caracal-Resource: resource://payments"
HTTP/1.1 502 Bad Gateway
Content-Type: application/json
X-Request-Id: f8c39844-31af-4d38-9773-489ffbedf422
Date: Mon, 23 Nov 2026 12:53:53 GMT
Content-Length: 121

{"error":"internal_error","error_description":"upstream unreachable","requestId":"f8c39844-31af-4d38-9773-489ffbedf422"}`,
  },
  {
    name: 'caracal.toml',
    about: 'a profile that cannot be read',
    text: `$ caracal run -- node main.mjs
✗ /home/dev/.config/caracal/caracal.toml: failed to parse TOML: Invalid TOML document: invalid value

1:  zone_id = 01a20870-7c1d-717b-b835-96cd88eced9f
              ^
2:  application_id = "01a20870-7d0c-755a-942e-31b72369cdee"`,
  },
];
