import { spawn } from 'node:child_process';

/** The command that opens an address here, null where nobody sits at a screen. */
function opener(): [string, string[]] | null {
  if (process.env.CI || process.env.SSH_CONNECTION) return null;
  if (process.platform === 'darwin') return ['open', []];
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler']];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open', []] : null;
}

/** Opens the page in the person's browser; where there is none, nothing happens: the address stands in the terminal. */
export function openBrowser(url: string): void {
  const found = opener();
  if (!found) return;
  const [command, args] = found;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
