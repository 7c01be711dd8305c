/** Times at the start of a log line, in the forms that Docker, Go, Node, Python and CI systems write. */

function digits(text: string, at: number, count: number): boolean {
  for (let i = at; i < at + count; i++) {
    const code = text.charCodeAt(i);
    if (!(code >= 48 && code <= 57)) return false;
  }
  return true;
}

const months = ['Jan ', 'Feb ', 'Mar ', 'Apr ', 'May ', 'Jun ', 'Jul ', 'Aug ', 'Sep ', 'Oct ', 'Nov ', 'Dec '];

/**
 * @param text a line
 * @param at where a time may start; `[` or `(` before it is accepted
 * @returns the position after the time and its closing bracket, 0 where there is none
 */
export function timestampEnd(text: string, at: number): number {
  const open = text[at] === '[' || text[at] === '(';
  const start = open ? at + 1 : at;
  const end = dateTimeEnd(text, start) || timeEnd(text, start) || syslogEnd(text, start);
  if (end === 0) return 0;
  return open && (text[end] === ']' || text[end] === ')') ? end + 1 : end;
}

/** `2026-06-23T09:14:07.123Z`, `2026-06-23 09:14:07,123`, `2026/11/23 13:15:18`. */
function dateTimeEnd(text: string, at: number): number {
  const separator = text[at + 4];
  if (separator !== '-' && separator !== '/') return 0;
  if (!digits(text, at, 4) || !digits(text, at + 5, 2) || text[at + 7] !== separator || !digits(text, at + 8, 2))
    return 0;
  if (text[at + 10] !== 'T' && text[at + 10] !== ' ') return 0;
  return timeEnd(text, at + 11);
}

/** `09:14:07`, with a fraction and a zone. */
function timeEnd(text: string, at: number): number {
  if (
    !digits(text, at, 2) ||
    text[at + 2] !== ':' ||
    !digits(text, at + 3, 2) ||
    text[at + 5] !== ':' ||
    !digits(text, at + 6, 2)
  )
    return 0;
  let end = at + 8;
  if (text[end] === '.' || text[end] === ',') {
    end++;
    while (digits(text, end, 1)) end++;
  }
  if (text[end] === 'Z') return end + 1;
  if (text.startsWith(' +0000', end) || text.startsWith(' UTC', end))
    return text.indexOf(' ', end + 1) < 0 ? text.length : text.indexOf(' ', end + 1);
  if ((text[end] === '+' || text[end] === '-') && digits(text, end + 1, 2))
    return text[end + 3] === ':' ? end + 6 : end + 5;
  return end;
}

/** `Jun 23 09:14:07 host name[123]:`. */
function syslogEnd(text: string, at: number): number {
  if (!months.some((month) => text.startsWith(month, at))) return 0;
  const time = timeEnd(text, at + 7);
  if (time === 0) return 0;
  const colon = text.indexOf(': ', time);
  return colon > 0 && colon - time < 80 ? colon + 1 : time;
}
