import { randomUUID } from "node:crypto";
import type { Refusal } from "../directory/refusal";
import { jsonAnswer, type Answer, type Request } from "../server/exchange";

/** The headers that Graph sends with every answer, by which Microsoft finds the request again. */
export function diagnosticHeaders(request: Request, replica: number): Record<string, string> {
  const requestId = randomUUID();
  const info = { DataCenter: "Simulator", RoleInstance: `replica-${replica}` };
  return {
    "request-id": requestId,
    "client-request-id": request.headers["client-request-id"] ?? requestId,
    "x-ms-ags-diagnostic": JSON.stringify({ ServerInfo: info }),
  };
}

/** Graph's error body (§4), with the ids of the answer's own headers. */
export function graphErrorAnswer(
  { status, code, message }: Pick<Refusal, "status" | "code" | "message">,
  headers: Record<string, string>,
): Answer {
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    "request-id": headers["request-id"],
    "client-request-id": headers["client-request-id"],
  };
  return jsonAnswer(status, { error: { code, message, innerError } }, headers);
}
