/** Where this plugin finds the simulated tenant's Graph; the rest it reads from the usual `AZURE_…` variables. */
export const graphEndpointVariable = "AZUREAD_PLUGIN_GRAPH_ENDPOINT";

export interface CreatedObject {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
}

/** As much of Graph as it takes to create and delete objects, signed in with a client secret. */
export class TenantGraph {
  readonly #endpoint: string;
  readonly #tokenUrl: string;
  readonly #credential: Readonly<Record<string, string>>;
  #token: Promise<string> | undefined;

  private constructor(endpoint: string, tokenUrl: string, credential: Record<string, string>) {
    this.#endpoint = endpoint;
    this.#tokenUrl = tokenUrl;
    this.#credential = credential;
  }

  static fromEnvironment(environment: NodeJS.ProcessEnv): TenantGraph {
    const required = (name: string) => {
      const value = environment[name];
      if (!value) throw new Error(`The stand-in for azuread needs ${name} in its environment.`);
      return value;
    };
    const endpoint = required(graphEndpointVariable);
    const tokenUrl = `${required("AZURE_AUTHORITY_HOST")}/${required("AZURE_TENANT_ID")}/oauth2/v2.0/token`;
    return new TenantGraph(endpoint, tokenUrl, {
      grant_type: "client_credentials",
      client_id: required("AZURE_CLIENT_ID"),
      client_secret: required("AZURE_CLIENT_SECRET"),
      scope: `${endpoint}/.default`,
    });
  }

  async create(collection: string, body: object): Promise<CreatedObject> {
    return (await (await this.#send("POST", collection, body)).json()) as CreatedObject;
  }

  async delete(path: string): Promise<void> {
    await this.#send("DELETE", path);
  }

  async #send(method: string, path: string, body?: object): Promise<Response> {
    const token = await (this.#token ??= this.#signIn());
    const answer = await fetch(`${this.#endpoint}/v1.0/${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}.`);
    return answer;
  }

  async #signIn(): Promise<string> {
    const answer = await fetch(this.#tokenUrl, {
      method: "POST",
      body: new URLSearchParams(this.#credential),
    });
    if (!answer.ok) throw new Error(`The sign-in was answered with ${answer.status}.`);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return token;
  }
}
