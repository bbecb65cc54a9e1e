import { isPrivate, send } from "../http/send";
import { ConfigurationError, type Setting } from "./configuration";
import { connectionRemedy, type TokenService } from "./tokenService";

/**
 * Asks the service that runs a job for a token that says which job it is. Entra takes that one for the app that trusts the
 * job.
 *
 * @param audience The audience of the token, if the service supports it.
 */
export async function requestOidcToken(service: TokenService, audience: string): Promise<string> {
  const request = service.kind === "pipeline" ? askPipelines(service) : askWorkflow(service, audience);
  const { status, text } = await send({
    ...request,
    headers: {
      Authorization: `Bearer ${service.requestToken.text}`,
      Accept: "application/json",
      ...request.headers,
    },
    signal: AbortSignal.timeout(30_000),
  });
  const { host } = new URL(request.url);
  // A redirect is none of this either: the request token goes to the address that was given, and no further.
  if (status !== 200) {
    const answered = `${host} answered ${status} to the request for the workflow's token`;
    throw new Error(isOfPipelines(service, status) ? `${answered}. ${connectionRemedy}` : answered);
  }
  const token = tokenIn(text, service.kind === "pipeline" ? "oidcToken" : "value");
  if (token === undefined) throw new Error(`${host} gave no token for the workflow`);
  return token;
}

interface Request {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** GitHub's way. An audience in the address stays, unless a setting names another one. */
function askWorkflow(service: TokenService, audience: string): Request {
  const url = addressOf(service.requestUrl);
  if (service.audience || !url.searchParams.get("audience")) url.searchParams.set("audience", audience);
  return { method: "GET", url: url.href };
}

/** The way of Azure Pipelines. */
function askPipelines({ requestUrl, serviceConnection }: TokenService): Request {
  const url = addressOf(requestUrl);
  const complete = (name: string, value: string) => {
    if (!url.searchParams.get(name)) url.searchParams.set(name, value);
  };
  complete("api-version", "7.1");
  complete("serviceConnectionId", serviceConnection?.text ?? "");
  // Without it, a token that is refused would be answered with a page to sign in.
  const headers = { "Content-Type": "application/json", "X-TFS-FedAuthRedirect": "Suppress" };
  return { method: "POST", url: url.href, headers };
}

function addressOf({ name, text }: Setting): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && isPrivate(url)) return url;
  throw new ConfigurationError(`${name} must be an https address, or http on this machine`);
}

/** The address of Azure Pipelines takes no GET, which is all that can be tried without a service connection. */
function isOfPipelines({ kind, requestUrl }: TokenService, status: number): boolean {
  return kind === "workflow" && (status === 405 || /\/oidctoken(\?|$)/i.test(requestUrl.text));
}

function tokenIn(text: string, member: "value" | "oidcToken"): string | undefined {
  try {
    const token = (JSON.parse(text) as Partial<Record<string, unknown>>)[member];
    return typeof token === "string" && token !== "" ? token : undefined;
  } catch {
    return undefined;
  }
}
