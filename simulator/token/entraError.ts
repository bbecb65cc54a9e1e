import { randomUUID } from "node:crypto";
import { jsonAnswer, type Answer, type Request } from "../server/exchange";

/** The token endpoint says no. */
export class EntraError extends Error {
  override readonly name = "EntraError";

  constructor(
    /** The number behind AADSTS. */
    readonly number: number,
    /** OAuth's own word for it. */
    readonly code:
      | "invalid_client"
      | "unauthorized_client"
      | "invalid_request"
      | "invalid_resource"
      | "invalid_scope"
      | "unsupported_grant_type",
    message: string,
  ) {
    super(message);
  }
}

export function entraErrorAnswer({ number, code, message }: EntraError, request: Request): Answer {
  const traceId = randomUUID();
  const correlationId = request.headers["client-request-id"] ?? randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace("T", " ")}Z`;
  const description = `AADSTS${number}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  return jsonAnswer(
    code === "invalid_client" ? 401 : 400,
    {
      error: code,
      error_description: description,
      error_codes: [number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://${request.headers["host"] ?? "localhost"}/error?code=${number}`,
    },
    { "x-ms-request-id": traceId },
  );
}
