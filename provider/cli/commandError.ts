/** What ends a command, for reasons that its user can do something about. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  /** 1: it failed, or the answer is no; 2: it was used in a wrong way, or given an estate that it cannot read. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function wrongUse(message: string): CommandError {
  return new CommandError(message, 2);
}

export function failed(message: string): CommandError {
  return new CommandError(message, 1);
}
