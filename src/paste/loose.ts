/**
 * Reads JSON as it really arrives: cut off, with single quotes (Python), bare keys (Node's inspect), escaped quotes
 * (JSON in a log line), broken by a terminal's width, with trailing commas. Positions of the values are kept.
 */

export type Loose = null | boolean | number | string | Loose[] | LooseObject;

export interface LooseObject {
  [key: string]: Loose;
}

export interface LooseResult {
  value: Loose;
  start: number;
  end: number;
}

/** Where the value of a key stands in the text. */
export type Positions = WeakMap<LooseObject, Map<string, number>>;

const deepest = 24;

/** Reads one object or list at `start`; null where there is none. */
export function parseLoose(text: string, start: number, positions: Positions): LooseResult | null {
  const reader = new Reader(text, start, positions);
  const value = reader.value(0);
  return value !== null && typeof value === 'object' && !reader.failed ? { value, start, end: reader.at } : null;
}

/** Reads `"key": value, …` without the opening brace, as a paste that starts in the middle has it. */
export function parseMembers(text: string, start: number, positions: Positions): LooseResult | null {
  const reader = new Reader(text, start, positions);
  const value = reader.members(0);
  return reader.failed || Object.keys(value).length === 0 ? null : { value, start, end: reader.at };
}

const literals: [string, Loose][] = [
  ['true', true],
  ['false', false],
  ['null', null],
  ['None', null],
  ['True', true],
  ['False', false],
  ['undefined', null],
  ['nil', null],
];

class Reader {
  at: number;
  failed = false;
  private readonly text: string;
  private readonly positions: Positions;

  constructor(text: string, start: number, positions: Positions) {
    this.text = text;
    this.at = start;
    this.positions = positions;
  }

  value(depth: number): Loose {
    this.space();
    const char = this.text[this.at];
    if (char === '{') {
      this.at++;
      return this.members(depth + 1);
    }
    if (char === '[') return this.list(depth + 1);
    if (this.quote() !== '') return this.string();
    return this.scalar();
  }

  members(depth: number): LooseObject {
    const result: LooseObject = {};
    const where = new Map<string, number>();
    this.positions.set(result, where);
    if (depth > deepest) this.failed = true;
    while (!this.failed) {
      this.separators();
      if (this.at >= this.text.length) break;
      if (this.text[this.at] === '}') {
        this.at++;
        break;
      }
      const key = this.key();
      if (key === null) {
        this.failed = where.size === 0;
        break;
      }
      this.space();
      where.set(key, this.at);
      result[key] = this.at >= this.text.length ? null : this.value(depth);
    }
    return result;
  }

  private list(depth: number): Loose[] {
    const result: Loose[] = [];
    this.at++;
    if (depth > deepest) this.failed = true;
    while (!this.failed) {
      this.separators();
      if (this.at >= this.text.length) break;
      if (this.text[this.at] === ']') {
        this.at++;
        break;
      }
      if (this.text[this.at] === '}') break;
      const before = this.at;
      result.push(this.value(depth));
      if (this.at === before) this.failed = true;
    }
    return result;
  }

  /** A key with its colon, or null. */
  private key(): string | null {
    const start = this.at;
    let key: string;
    if (this.quote() !== '') key = this.string();
    else {
      while (this.at - start < 64 && isKeyChar(this.text.charCodeAt(this.at))) this.at++;
      key = this.text.slice(start, this.at);
    }
    this.space();
    if (key === '' || this.text[this.at] !== ':') {
      this.at = start;
      return null;
    }
    this.at++;
    return key;
  }

  /** The quote that opens here, as written: `"`, `'` or an escaped one. */
  private quote(): string {
    const char = this.text[this.at];
    if (char === '"' || char === "'") return char;
    if (char !== '\\') return '';
    let end = this.at;
    while (this.text[end] === '\\' && end - this.at < 8) end++;
    return this.text[end] === '"' ? this.text.slice(this.at, end + 1) : '';
  }

  private string(): string {
    const quote = this.quote();
    this.at += quote.length;
    let out = '';
    let from = this.at;
    while (this.at < this.text.length) {
      if (this.text.startsWith(quote, this.at)) {
        out += this.text.slice(from, this.at);
        this.at += quote.length;
        return out;
      }
      const char = this.text[this.at];
      if (char === '\n') {
        out += this.text.slice(from, this.at);
        if (!this.goesOn(quote)) return out;
        this.at++;
        from = this.at;
      } else if (char === '\\' && quote.length === 1) {
        out += this.text.slice(from, this.at) + unescaped(this.text[this.at + 1] ?? '');
        this.at += 2;
        from = this.at;
      } else this.at++;
    }
    return out + this.text.slice(from, this.at);
  }

  /** A terminal broke the line inside a string: the next line has its end, followed by a comma or a bracket. */
  private goesOn(quote: string): boolean {
    const stop = this.text.indexOf('\n', this.at + 1);
    const next = this.text.slice(this.at + 1, Math.min(stop < 0 ? this.text.length : stop, this.at + 400));
    const close = next.indexOf(quote);
    if (close < 0 || next.trimStart().startsWith(quote)) return false;
    const after = next.slice(close + quote.length).trimStart()[0];
    return after === undefined || after === ',' || after === '}' || after === ']';
  }

  private scalar(): Loose {
    for (const [word, meaning] of literals) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return meaning;
    }
    const start = this.at;
    while (this.at < this.text.length && !',}]\n'.includes(this.text[this.at] as string) && this.at - start < 400)
      this.at++;
    const word = this.text.slice(start, this.at).trim();
    if (word === '' && this.at < this.text.length && this.text[this.at] !== '\n')
      this.failed = this.text[this.at] !== ',';
    const number = Number(word);
    return word !== '' && !Number.isNaN(number) ? number : word;
  }

  private space(): void {
    while (this.at < this.text.length && this.text.charCodeAt(this.at) <= 32) this.at++;
  }

  private separators(): void {
    while (
      this.at < this.text.length &&
      (this.text.charCodeAt(this.at) <= 32 || ',…'.includes(this.text[this.at] as string))
    )
      this.at++;
    if (this.text.startsWith('...', this.at)) {
      this.at += 3;
      this.separators();
    }
  }
}

function isKeyChar(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    code === 45 ||
    code === 36
  );
}

function unescaped(char: string): string {
  if (char === 'n') return '\n';
  if (char === 't') return '\t';
  return char === 'r' ? '' : char;
}
