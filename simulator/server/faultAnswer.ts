import { diagnosticHeaders, graphErrorAnswer } from "../graph/errorAnswer";
import { EntraError, entraErrorAnswer } from "../token/entraError";
import { jsonAnswer, type Answer, type Request } from "./exchange";
import type { FaultResponse } from "./faults";

type AnsweringFault = Extract<
  FaultResponse,
  { status: number } | { kind: "claimsChallenge" | "invalidJson" | "contentType" }
>;

/** What Graph says along with a status, for tests that only give the status (§4). */
const usualErrors: Record<number, [code: string, message: string]> = {
  400: ["Request_BadRequest", "Invalid request."],
  401: ["InvalidAuthenticationToken", "Access token has expired or is not yet valid."],
  403: ["Authorization_RequestDenied", "Insufficient privileges to complete the operation."],
  404: [
    "Request_ResourceNotFound",
    "Resource does not exist or one of its queried reference-property objects are not present.",
  ],
  409: [
    "Directory_ConcurrencyViolation",
    "Error due to concurrent requests being made to the tenant. Please wait briefly and retry.",
  ],
  429: ["TooManyRequests", "Please retry again later."],
  500: ["Service_InternalServerError", "Encountered an internal server error."],
  502: ["UnknownError", ""],
  503: ["serviceNotAvailable", "The service is temporarily unavailable."],
  504: ["UnknownError", ""],
};

const challengedClaims = { access_token: { nbf: { essential: true, value: "1604106651" } } };

export function faultAnswer(fault: AnsweringFault, request: Request, forGraph: boolean): Answer {
  const headers = diagnosticHeaders(request, 0);
  switch (fault.kind) {
    case "claimsChallenge": {
      const claims = Buffer.from(JSON.stringify(challengedClaims)).toString("base64");
      const challenge = `Bearer realm="", authorization_uri="https://${request.headers["host"]}/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`;
      const message = "Continuous access evaluation resulted in challenge with result: InteractionRequired.";
      const refusal = { status: 401, code: "InvalidAuthenticationToken", message };
      return graphErrorAnswer(refusal, { ...headers, "WWW-Authenticate": challenge });
    }
    case "invalidJson":
      return { status: 200, headers: { ...headers, "Content-Type": "application/json" }, body: '{"value":[' };
    case "contentType": {
      const { contentType, body = "<html><body>Sign in to the network</body></html>", status = 200 } = fault;
      return { status, headers: { ...headers, "Content-Type": contentType }, body };
    }
    default:
      return statusAnswer(fault, request, forGraph, headers);
  }
}

function statusAnswer(
  fault: Extract<FaultResponse, { kind?: "status" }>,
  request: Request,
  forGraph: boolean,
  headers: Record<string, string>,
): Answer {
  const [usualCode, usualMessage] = usualErrors[fault.status] ?? ["UnknownError", ""];
  const { status, code = usualCode, message = usualMessage } = fault;
  const all = { ...headers, ...fault.headers };
  if (typeof fault.body === "string") return { status, headers: all, body: fault.body };
  if (fault.body !== undefined) return jsonAnswer(status, fault.body, all);
  if (forGraph) return graphErrorAnswer({ status, code, message }, all);
  const error = entraErrorAnswer(
    new EntraError(90033, "invalid_request", "A transient error has occurred."),
    request,
  );
  return { ...error, status, headers: { ...error.headers, ...fault.headers } };
}
