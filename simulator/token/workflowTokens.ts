import { generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import { jsonAnswer, type Answer, type Request } from "../server/exchange";
import type { FederatedCredential } from "./clientApp";
import { signToken } from "./jsonWebToken";

const path = "/workflow/token";
const issuer = "https://token.actions.githubusercontent.com";

const pipelinePath = "/pipeline/oidctoken";
const pipelineIssuer = "https://vstoken.dev.azure.com/contoso";

/** One pair for all directories of a process, because making it takes a tenth of a second. */
let keys: { publicKey: KeyObject; privateKey: KeyObject } | undefined;

function signingKeys(): { publicKey: KeyObject; privateKey: KeyObject } {
  return (keys ??= generateKeyPairSync("rsa", { modulusLength: 2048 }));
}

/**
 * For an app that trusts GitHub's workflows with this subject: `repo:contoso/orders:environment:production`.
 *
 * @param audience The audience that the tokens need.
 */
export function trustInWorkflow(subject: string, audience?: string): FederatedCredential {
  return { issuer, subject, publicKey: publicKey(), ...(audience !== undefined && { audience }) };
}

/** For an app that trusts the pipelines that use this service connection of Azure DevOps. */
export function trustInPipeline(serviceConnectionId: string): FederatedCredential {
  return { issuer: pipelineIssuer, subject: subjectOf(serviceConnectionId), publicKey: publicKey() };
}

function subjectOf(serviceConnectionId: string): string {
  return `sc://contoso/orders/${serviceConnectionId}`;
}

function publicKey(): string {
  return signingKeys().publicKey.export({ type: "spki", format: "pem" }).toString();
}

/**
 * GitHub's and Azure DevOps' side of OpenID Connect: a running job exchanges what it was given for a token that says which
 * it is.
 */
export class WorkflowTokens {
  /** Subjects by the request token of their run. */
  readonly #runs = new Map<string, string>();
  /** Request tokens of running pipelines. */
  readonly #pipelines = new Set<string>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What a run has in its environment when the workflow has the permission `id-token: write`. */
  environment(subject: string, origin: string): Record<string, string> {
    const requestToken = randomUUID();
    this.#runs.set(requestToken, subject);
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}${path}?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    };
  }

  /** What a step of a pipeline has in its environment when it maps the access token of the job. */
  pipelineEnvironment(origin: string): Record<string, string> {
    const requestToken = randomUUID();
    this.#pipelines.add(requestToken);
    return { SYSTEM_OIDCREQUESTURI: origin + pipelinePath, SYSTEM_ACCESSTOKEN: requestToken };
  }

  /** Undefined for any other URL. */
  respond(request: Request): Answer | undefined {
    const [requested, search = ""] = request.url.split("?", 2);
    const query = new URLSearchParams(search);
    if (requested === path) return this.#workflowAnswer(request, query);
    return requested === pipelinePath ? this.#pipelineAnswer(request, query) : undefined;
  }

  #workflowAnswer(request: Request, query: URLSearchParams): Answer {
    const sub = this.#runs.get(bearerIn(request));
    if (request.method !== "GET") return jsonAnswer(405, { message: "Method not allowed" });
    if (sub === undefined) return jsonAnswer(401, { message: "Can't get a token for this run" });
    const aud = query.get("audience") ?? "https://github.com/contoso";
    return jsonAnswer(200, { count: 1, value: this.#sign({ iss: issuer, sub, aud }) });
  }

  #pipelineAnswer(request: Request, query: URLSearchParams): Answer {
    if (request.method !== "POST") return jsonAnswer(405, { message: "Method not allowed" });
    if (!this.#pipelines.has(bearerIn(request))) return jsonAnswer(401, { message: "Access denied" });
    const connection = query.get("serviceConnectionId");
    if (!query.has("api-version") || !connection) return jsonAnswer(400, { message: "Bad request" });
    const claims = { iss: pipelineIssuer, sub: subjectOf(connection), aud: "api://AzureADTokenExchange" };
    return jsonAnswer(200, { oidcToken: this.#sign(claims) });
  }

  #sign(claims: { readonly iss: string; readonly sub: string; readonly aud: string }): string {
    const iat = Math.floor(this.#now() / 1000);
    const all = { ...claims, iat, nbf: iat, exp: iat + 300, jti: randomUUID() };
    return signToken(all, signingKeys().privateKey);
  }
}

function bearerIn({ headers }: Request): string {
  return /^Bearer (\S+)$/i.exec(headers["authorization"] ?? "")?.[1] ?? "";
}
