/** What is wrong, and where: the pointer is a JSON pointer from the root of the call's arguments. */
export interface Fault {
  pointer: string;
  message: string;
}

/** Looks at one value and adds what is wrong with it. */
export type Rule = (value: unknown, at: string, faults: Fault[]) => void;

type Fields = Record<string, unknown>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const say = (faults: Fault[], pointer: string, message: string): void => void faults.push({ pointer, message });

/** Text of `min` to `max` characters. */
export function str(max = Number.POSITIVE_INFINITY, min = 0): Rule {
  return (value, at, faults) => {
    if (typeof value !== 'string') return say(faults, at, 'must be a string');
    if (value.length < min) say(faults, at, `must be more than ${min - 1} characters`);
    if (value.length > max) say(faults, at, `must be less than ${max + 1} characters`);
  };
}

export const bool: Rule = (value, at, faults) => {
  if (typeof value !== 'boolean') say(faults, at, 'must be a boolean');
};

export function int(min: number, max: number): Rule {
  return (value, at, faults) => {
    if (!Number.isInteger(value)) return say(faults, at, 'must be an integer');
    if ((value as number) < min) say(faults, at, `must be greater than or equal to ${min}`);
    if ((value as number) > max) say(faults, at, `must be less than or equal to ${max}`);
  };
}

export function oneOf(...values: string[]): Rule {
  return (value, at, faults) => {
    if (!values.includes(value as string)) say(faults, at, `must be one of: ${values.join(', ')}`);
  };
}

export function pattern(expression: RegExp, message: string): Rule {
  return (value, at, faults) => {
    if (typeof value !== 'string' || !expression.test(value)) say(faults, at, message);
  };
}

/** A web address of at most 3000 characters. */
export const url: Rule = (value, at, faults) => {
  str(3000, 1)(value, at, faults);
  if (typeof value === 'string' && value && !URL.canParse(value)) say(faults, at, 'must be a valid URL');
};

export function list(item: Rule, min: number, max: number): Rule {
  return (value, at, faults) => {
    if (!Array.isArray(value)) return say(faults, at, 'must be an array');
    if (value.length < min) say(faults, at, `no less than ${min} items allowed`);
    if (value.length > max) say(faults, at, `no more than ${max} items allowed`);
    for (const [index, each] of value.entries()) item(each, `${at}/${index}`, faults);
  };
}

export interface Shape {
  required?: Record<string, Rule>;
  optional?: Record<string, Rule>;
  /** What the fields must satisfy together. */
  also?: (value: Fields, at: string, faults: Fault[]) => void;
}

/** An object with these fields and no others, as Slack refuses what it does not know. */
export function object({ required = {}, optional = {}, also }: Shape): Rule {
  return (value, at, faults) => {
    if (!isObject(value)) return say(faults, at, 'must be an object');
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) say(faults, at, `missing required field: ${name}`);
    }
    for (const [name, field] of Object.entries(value)) {
      const rule = required[name] ?? optional[name];
      if (field === undefined) continue;
      if (rule) rule(field, `${at}/${name}`, faults);
      else if (name !== 'type') say(faults, at, `invalid additional property: ${name}`);
    }
    also?.(value, at, faults);
  };
}

/** One of several objects, told apart by their `type`. */
export function typed(shapes: () => Record<string, Rule>, what: string): Rule {
  return (value, at, faults) => {
    if (!isObject(value)) return say(faults, at, 'must be an object');
    if (typeof value.type !== 'string') return say(faults, at, 'missing required field: type');
    const rule = shapes()[value.type];
    if (!rule) return say(faults, at, `unsupported type: ${value.type}${what && ` in ${what}`}`);
    rule(value, at, faults);
  };
}

/** Adds a fault where a condition does not hold. */
export function unless(condition: boolean, faults: Fault[], at: string, message: string): void {
  if (!condition) say(faults, at, message);
}
