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
