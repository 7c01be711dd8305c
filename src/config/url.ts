/**
 * Reads an http or https address. Gives the address without a slash at the end, or what is wrong with it.
 * A name or password in it is refused: it would end up in logs.
 */
export function readUrl(value: string, example: string): { url: string } | { wrong: string } {
  const advice = `use an address like ${example}`;
  if (!URL.canParse(value)) {
    const bare = !value.includes('://') && URL.canParse(`http://${value}`);
    return { wrong: bare ? `begins without http:// or https://; ${advice}` : `is not an address; ${advice}` };
  }
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { wrong: `must begin with http:// or https://; ${advice}` };
  }
  if (url.username !== '' || url.password !== '') {
    return { wrong: `must not hold a name or password; ${advice}` };
  }
  if (url.search !== '' || url.hash !== '') {
    return { wrong: `must not have a ? or # part; ${advice}` };
  }
  let plain = url.href;
  while (plain.endsWith('/')) plain = plain.slice(0, -1);
  return { url: plain };
}
