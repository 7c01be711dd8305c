import { regex } from '../../patterns/regex.ts';
import type { Reader } from '../reading.ts';

const most = 50;
const opening = regex('^["\'\\\\]{0,4}\\s{0,2}[:=]\\s{0,2}(["\'\\\\]{0,4})');

/**
 * `error_description` where no JSON stands around it: logfmt, YAML, a Go map, the end of a body whose start was not
 * copied. Source: the descriptions of caracal 2026.06 sections 4 and 5.
 */
export const readFlat: Reader = (reading) => {
  const known = new Set(reading.facts.flatMap((fact) => (fact.key === 'error.description' ? [fact.line] : [])));
  let found = 0;
  for (const [index, line] of reading.lines.entries()) {
    if (reading.structured.has(index)) continue;
    const name = line.text.indexOf('error_description');
    if (name < 0 || known.has(line.number) || found >= most) continue;
    const rest = line.text.slice(name + 'error_description'.length).slice(0, 300);
    const match = opening.exec(rest);
    if (!match) continue;
    found++;
    const quote = (match.groups[1] ?? '').at(-1) ?? '';
    const value = rest.slice(match.end);
    const stop = stopOf(value, quote);
    const full = value.slice(0, stop).trim();
    const dots = ['…', '...'].find((end) => full.endsWith(end)) ?? '';
    const cut = dots !== '' || (quote !== '' && stop === value.length);
    reading.fact('error.description', full.slice(0, full.length - dots.length).trimEnd(), line.number, cut);
  }
};

/** Up to the closing quote, or without one to what can follow a value on its line. */
function stopOf(value: string, quote: string): number {
  const ends = quote === '' ? [',', ']', '}', '  ', ' request', ' error'] : [quote, '\\'];
  const found = ends.map((end) => value.indexOf(end)).filter((at) => at >= 0);
  return Math.min(value.length, ...found);
}
