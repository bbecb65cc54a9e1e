import type { Assumptions } from "../assumptions";

/** The directory refuses. The rules throw it; the HTTP layer turns it into an answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function badRequest(message: string): Refusal {
  return new Refusal(400, "Request_BadRequest", message);
}

/** [I] §4: no page says how something is refused that exists already. */
export function duplicate(message: string, { duplicate: how }: Pick<Assumptions, "duplicate">): Refusal {
  return how === "conflict" ? new Refusal(409, "Request_ResourceConflict", message) : badRequest(message);
}

export function accessDenied(): Refusal {
  return new Refusal(
    403,
    "Authorization_RequestDenied",
    "Insufficient privileges to complete the operation.",
  );
}

export function resourceNotFound(name: string): Refusal {
  const message = `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`;
  return new Refusal(404, "Request_ResourceNotFound", message);
}

export function methodNotAllowed(): never {
  throw new Refusal(
    405,
    "Request_BadRequest",
    "Specified HTTP method is not allowed for the request target.",
  );
}
