import { GraphClientError, type Context, type Middleware } from "@microsoft/microsoft-graph-client";
import type { HttpRequest, HttpResponse, Send } from "../http/send";

/** A token for Graph. `refused` is the one that Graph has just refused: another is wanted in its place. */
export type GetToken = (options?: { refused?: string; claims?: string | undefined }) => Promise<string>;

/**
 * The Graph client strips the cause from every error but those of its own class, so ours travel through it inside one.
 */
function passThroughClient(cause: unknown): GraphClientError {
  const error = new GraphClientError("no answer");
  error.customError = cause;
  return error;
}

/** What was thrown inside the chain. */
export function causeOf(error: unknown): unknown {
  return error instanceof GraphClientError && error.customError !== undefined ? error.customError : error;
}

/** Gives every request the token, and asks for a fresh one, once, when Graph refuses those that are there. */
export class AuthenticationMiddleware implements Middleware {
  #next: Middleware | undefined;
  readonly #graphOrigin: string;
  readonly #getToken: GetToken;

  constructor(graphEndpoint: string, getToken: GetToken) {
    this.#graphOrigin = new URL(graphEndpoint).origin;
    this.#getToken = getToken;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const token = await this.#token();
    if (!(await this.#isRefused(context, token))) return;
    // One that another request was given before this refusal may be as old as what made Graph refuse.
    const present = await this.#token();
    if (present !== token && !(await this.#isRefused(context, present))) return;
    const claims = claimsChallenge(responseIn(context)?.header("www-authenticate"));
    await this.#send(context, await this.#token({ refused: present, claims }));
  }

  async #isRefused(context: Context, token: string): Promise<boolean> {
    await this.#send(context, token);
    return responseIn(context)?.status === 401;
  }

  async #token(options?: Parameters<GetToken>[0]): Promise<string> {
    try {
      return await this.#getToken(options);
    } catch (cause) {
      throw passThroughClient(cause);
    }
  }

  async #send(context: Context, token: string): Promise<void> {
    if (new URL(context.request as string).origin !== this.#graphOrigin) {
      throw passThroughClient(new Error("tokens are sent to the configured Graph host only"));
    }
    context.options = {
      ...context.options,
      headers: { ...(context.options?.headers as Record<string, string>), Authorization: `Bearer ${token}` },
    };
    await this.#next?.execute(context);
  }
}

/** What Entra wants to be asked for, in the base64 that a 401 carries, when a policy has changed since the last token. */
function claimsChallenge(header: string | undefined): string | undefined {
  const encoded = header?.match(/claims="([^"]+)"/)?.[1];
  return encoded && Buffer.from(encoded, "base64").toString("utf8");
}

/** The end of the chain. */
export class SendMiddleware implements Middleware {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  async execute(context: Context): Promise<void> {
    const { method, headers, body, signal } = context.options as unknown as HttpRequest;
    const url = context.request as string;
    try {
      const response = await this.#send({ method, url, headers, body, signal });
      // The Graph client hands a raw answer on as it is, and needs not know what it is made of.
      context.response = withoutToken(response, headers) as unknown as Response;
    } catch (cause) {
      throw passThroughClient(cause);
    }
  }
}

function responseIn({ response }: Context): HttpResponse | undefined {
  return response as HttpResponse | undefined;
}

/** Whatever is said about an answer, the token that an answer repeats must not be in it. */
function withoutToken(response: HttpResponse, { Authorization }: HttpRequest["headers"]): HttpResponse {
  const token = Authorization?.replace("Bearer ", "");
  return token ? { ...response, text: response.text.replaceAll(token, "<token>") } : response;
}
