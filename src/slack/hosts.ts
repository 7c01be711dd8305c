/** Hosts that may get the bot token or an answer: Slack's own, and the one of SLACK_API_URL where that is a test's. */

function isSlackHost(host: string): boolean {
  return host === 'slack.com' || host.endsWith('.slack.com');
}

/** Whether this address is Slack's. Plain http passes only for the host that SLACK_API_URL names with http itself. */
export function isSlackUrl(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const api = new URL(apiUrl);
  if (url.username !== '' || url.password !== '') return false;
  if (!isSlackHost(api.hostname) && url.hostname === api.hostname) return url.protocol === api.protocol;
  return url.protocol === 'https:' && isSlackHost(url.hostname);
}
