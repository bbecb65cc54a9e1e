import { isPrivate, send } from "../http/send";
import { ConfigurationError, type Setting } from "./configuration";

/** What Entra wants a workload's token to be for. */
const audience = "api://AzureADTokenExchange";

export interface TokenRequest {
  readonly requestUrl: Setting;
  readonly requestToken: Setting;
}

/**
 * Asks the service that runs a workflow, GitHub Actions in the first place, for a token that says which workflow it is.
 * Entra takes that one for the app that trusts the workflow.
 */
export async function requestWorkflowToken({ requestUrl, requestToken }: TokenRequest): Promise<string> {
  const url = URL.canParse(requestUrl.text) ? new URL(requestUrl.text) : undefined;
  if (!url || !isPrivate(url)) {
    throw new ConfigurationError(`${requestUrl.name} must be an https address, or http on this machine`);
  }
  url.searchParams.set("audience", audience);
  const { status, text } = await send({
    method: "GET",
    url: url.href,
    headers: { Authorization: `Bearer ${requestToken.text}`, Accept: "application/json" },
    signal: AbortSignal.timeout(30_000),
  });
  // A redirect is none of this either: the request token goes to the address that was given, and no further.
  if (status !== 200)
    throw new Error(`${url.host} answered ${status} to the request for the workflow's token`);
  const token = tokenIn(text);
  if (token === undefined) throw new Error(`${url.host} gave no token for the workflow`);
  return token;
}

function tokenIn(text: string): string | undefined {
  try {
    const { value } = JSON.parse(text) as { value?: unknown };
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
