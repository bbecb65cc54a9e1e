import { generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import { jsonAnswer, type Answer, type Request } from "../server/exchange";
import type { FederatedCredential } from "./clientApp";
import { signToken } from "./jsonWebToken";

const path = "/workflow/token";
const issuer = "https://token.actions.githubusercontent.com";

/** One pair for all directories of a process, because making it takes a tenth of a second. */
let keys: { publicKey: KeyObject; privateKey: KeyObject } | undefined;

function signingKeys(): { publicKey: KeyObject; privateKey: KeyObject } {
  return (keys ??= generateKeyPairSync("rsa", { modulusLength: 2048 }));
}

/** For an app that trusts GitHub's workflows with this subject: `repo:contoso/orders:environment:production`. */
export function trustInWorkflow(subject: string): FederatedCredential {
  return {
    issuer,
    subject,
    publicKey: signingKeys().publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

/** GitHub's side of OpenID Connect: a running workflow exchanges the token it was given for one that says which it is. */
export class WorkflowTokens {
  /** Subjects by the request token of their run. */
  readonly #runs = new Map<string, string>();
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

  /** Undefined for any other URL. */
  respond({ method, url, headers }: Request): Answer | undefined {
    const [requested, search = ""] = url.split("?", 2);
    if (method !== "GET" || requested !== path) return undefined;
    const [, requestToken = ""] = /^Bearer (\S+)$/i.exec(headers["authorization"] ?? "") ?? [];
    const sub = this.#runs.get(requestToken);
    if (sub === undefined) return jsonAnswer(401, { message: "Can't get a token for this run" });
    const aud = new URLSearchParams(search).get("audience") ?? "https://github.com/contoso";
    const iat = Math.floor(this.#now() / 1000);
    const claims = { iss: issuer, sub, aud, iat, nbf: iat, exp: iat + 300, jti: randomUUID() };
    return jsonAnswer(200, { count: 1, value: signToken(claims, signingKeys().privateKey) });
  }
}
