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
  if (url?.protocol !== "https:") throw new ConfigurationError(`${requestUrl.name} must be an https address`);
  url.searchParams.set("audience", audience);
  const response = await fetch(url, {
    headers: { Authorization: `Bearer ${requestToken.text}`, Accept: "application/json" },
    // The address is told to a program by who runs it; the request token must not travel further.
    redirect: "error",
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) {
    throw new Error(`${url.host} answered ${response.status} to the request for the workflow's token`);
  }
  const { value } = (await response.json()) as { value?: unknown };
  if (typeof value === "string") return value;
  throw new Error(`${url.host} gave no token for the workflow`);
}
