import { looksMixed } from './looks.ts';

/** Folders at the root of a machine or a container: what starts there is a path, whatever comes then. */
const roots = new Set(
  `home users run etc var tmp opt usr mnt root app srv data secrets proc dev private workspace workspaces volumes c d
  v1 oauth config caracal`.split(/\s+/),
);

/** Is it the path of a file? A value that merely starts with `/` or `~` is none. */
export function isPath(value: string): boolean {
  if (value.startsWith('./') || value.startsWith('../') || value.startsWith('~/')) return wordy(value);
  if (value === '~' || value === '/') return true;
  if (value[1] === ':' && (value[2] === '\\' || value[2] === '/')) return true;
  if (value[0] !== '/') return false;
  const [, first = ''] = value.split('/', 2);
  if (roots.has(first.toLowerCase()) && value.length > first.length + 1) return true;
  return wordy(value) && value.length > 1 && (value.indexOf('/', 1) > 0 || !looksMixed(first));
}

function wordy(value: string): boolean {
  return !value.split('/').some((part) => part.length >= 3 && looksMixed(part));
}
