import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { CheckResult, CreateResult, DiffResult, Provider } from "@pulumi/pulumi/provider";
import type { TenantGraph } from "./tenantGraph";

type Properties = Record<string, unknown>;

/** How one of azuread's resources is made with Graph, and what Graph calls its inputs. */
interface Kind {
  readonly collection: string;
  /** The simulated tenant has no such objects: it is kept in the state alone. */
  readonly isUnknownToTenant?: true;
  /** Input of the resource by property of the request. */
  readonly body: Readonly<Record<string, string>>;
}

const kinds: Readonly<Record<string, Kind>> = {
  "azuread:index/application:Application": {
    collection: "applications",
    body: { displayName: "displayName" },
  },
  "azuread:index/servicePrincipal:ServicePrincipal": {
    collection: "servicePrincipals",
    body: { appId: "clientId" },
  },
  "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy": {
    collection: "identity/conditionalAccess/policies",
    isUnknownToTenant: true,
    body: {
      displayName: "displayName",
      state: "state",
      conditions: "conditions",
      grantControls: "grantControls",
    },
  },
};

/**
 * Answers for the resources of azuread that the examples use, where azuread's own plugin cannot: that one is a
 * binary to be downloaded, and speaks to Microsoft's clouds only. Ids and outputs look like azuread's.
 */
export class AzureadProvider implements Provider {
  readonly version = "6.0.0";
  readonly #graph: TenantGraph;

  constructor(graph: TenantGraph) {
    this.#graph = graph;
  }

  /** An input that it would have to ignore is refused: the examples must not show what no test has seen. */
  async check(urn: string, _olds: Properties, news: Properties): Promise<CheckResult> {
    const known = Object.values(kindOf(urn).body);
    const failures = Object.keys(news)
      .filter((name) => !known.includes(name))
      .map((property) => ({ property, reason: `the stand-in for azuread does not know ${property}` }));
    return { inputs: news, failures };
  }

  async diff(_id: string, _urn: string, olds: Properties, news: Properties): Promise<DiffResult> {
    const replaces = Object.keys(news).filter((name) => !isDeepStrictEqual(olds[name], news[name]));
    return { changes: replaces.length > 0, replaces };
  }

  async create(urn: string, inputs: Properties): Promise<CreateResult> {
    const { collection, body, isUnknownToTenant } = kindOf(urn);
    if (isUnknownToTenant) return { id: `/${collection}/${randomUUID()}`, outs: inputs };
    const request = Object.entries(body).map(([property, input]) => [property, inputs[input]] as const);
    const { id, appId, displayName } = await this.#graph.create(collection, Object.fromEntries(request));
    return {
      id: `/${collection}/${id}`,
      outs: { ...inputs, objectId: id, clientId: appId, displayName },
    };
  }

  async delete(id: string, urn: string): Promise<void> {
    if (!kindOf(urn).isUnknownToTenant) await this.#graph.delete(id.slice(1));
  }
}

function kindOf(urn: string): Kind {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const kind = kinds[type];
  if (!kind) throw new Error(`The stand-in for azuread does not know ${type}.`);
  return kind;
}
