import { nearest } from '../config/nearest.ts';

/** A mistake in how the command was called; `message` says what to do. Exit status 2. */
export class UsageError extends Error {}

/** Something that the person can put right; printed as one line. */
export class PlainError extends Error {
  /** Exit status. */
  readonly status: number;
  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

/** A command that there is not, with the one that was probably meant. */
export function unknownCommand(name: string, known: readonly string[]): UsageError {
  const near = nearest(name, known);
  const advice = near === null ? `the commands are ${known.join(', ')}` : `did you mean ${near}?`;
  return new UsageError(`unknown command "${name}"; ${advice}`);
}
