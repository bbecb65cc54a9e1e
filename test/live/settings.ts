/** An app registration of the tenant, besides the one that the suite works as. */
export interface ClientSettings {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Where the suite may work, and what it may do there. */
export interface LiveSettings {
  readonly tenantId: string;
  readonly graphEndpoint: string;
  readonly authorityHost: string;
  readonly userId: string;
  readonly servicePrincipalId: string;
  readonly attributeSet: string;
  readonly secondSet: string | undefined;
  /** May read users and service principals, and has nothing to do with attributes. */
  readonly weakClient: ClientSettings | undefined;
  /** Attribute Assignment Administrator of `attributeSet`, without an app role for attributes. */
  readonly scopedClient: ClientSettings | undefined;
  readonly mayChangeDefinitions: boolean;
  /** Domain in which users may be created, and deleted again. */
  readonly userDomain: string | undefined;
  /** How long the suite watches before it says that nothing has happened. */
  readonly watchMilliseconds: number;
}

/** The suite cannot start. The message says why, and nothing has been written. */
export class NotReady extends Error {
  override readonly name = "NotReady";
}

const howToSet = `test:live works in a real Entra tenant, and writes there. It needs:

  CSA_LIVE_TENANT             id of the tenant: that you name it is your consent
  CSA_LIVE_USER               object id of a disposable user
  CSA_LIVE_SERVICE_PRINCIPAL  object id of a disposable service principal
  CSA_LIVE_ATTRIBUTE_SET      name of an attribute set that is reserved for these tests
  AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, or any other credential that @azure/identity finds

What to prepare, and what else can be set: docs/live-tests.md`;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws NotReady */
export function readLiveSettings(environment: NodeJS.ProcessEnv): LiveSettings {
  const read = (name: string) => environment[name]?.trim() || undefined;
  const missing = [
    "CSA_LIVE_TENANT",
    "CSA_LIVE_USER",
    "CSA_LIVE_SERVICE_PRINCIPAL",
    "CSA_LIVE_ATTRIBUTE_SET",
  ].filter((name) => !read(name));
  if (missing.length > 0) throw new NotReady(`${howToSet}\n\nNot set: ${missing.join(", ")}`);

  const readId = (name: string) => {
    const id = read(name) ?? "";
    if (!guid.test(id))
      throw new NotReady(`${name} must be an id such as ${"00000000-0000-0000-0000-000000000000"}`);
    return id.toLowerCase();
  };
  const readClient = (kind: string): ClientSettings | undefined => {
    const clientId = read(`CSA_LIVE_${kind}_CLIENT_ID`);
    const clientSecret = read(`CSA_LIVE_${kind}_CLIENT_SECRET`);
    if (clientId && clientSecret) return { clientId, clientSecret };
    if (clientId || clientSecret)
      throw new NotReady(
        `CSA_LIVE_${kind}_CLIENT_ID and CSA_LIVE_${kind}_CLIENT_SECRET are of use together only`,
      );
    return undefined;
  };
  const readOrigin = (name: string, fallback: string) => {
    const address = read(name) ?? fallback;
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url?.protocol !== "https:" || url.pathname !== "/")
      throw new NotReady(`${name} must be an https address without a path, such as ${fallback}`);
    return url.origin;
  };
  const seconds = Number(read("CSA_LIVE_WATCH_SECONDS") ?? 20);
  if (!(seconds >= 0)) throw new NotReady("CSA_LIVE_WATCH_SECONDS must be a number of seconds");
  return {
    tenantId: readId("CSA_LIVE_TENANT"),
    graphEndpoint: readOrigin("CSA_LIVE_GRAPH_ENDPOINT", "https://graph.microsoft.com"),
    authorityHost: readOrigin("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com"),
    userId: readId("CSA_LIVE_USER"),
    servicePrincipalId: readId("CSA_LIVE_SERVICE_PRINCIPAL"),
    attributeSet: read("CSA_LIVE_ATTRIBUTE_SET") ?? "",
    secondSet: read("CSA_LIVE_SECOND_SET"),
    weakClient: readClient("WEAK"),
    scopedClient: readClient("SCOPED"),
    mayChangeDefinitions: read("CSA_LIVE_MAY_CHANGE_DEFINITIONS") === "yes",
    userDomain: read("CSA_LIVE_USER_DOMAIN"),
    watchMilliseconds: seconds * 1000,
  };
}
