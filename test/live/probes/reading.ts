import { randomUUID } from "node:crypto";
import type { RawGraph } from "../rawGraph";
import type { Probe, Sight } from "../probe";
import { eventual, filterOn } from "./filters";

async function statusOf(graph: RawGraph, path: string): Promise<Sight> {
  const { status, code } = await graph.get(path);
  return { seen: code === undefined ? String(status) : `${status} ${code}` };
}

/** What the package relies on when it reads, and when it looks for a principal. */
export const reading: Record<string, Probe> = {
  readAfterWrite: {
    mark: "R",
    section: "§5, §8.13",
    says: "a value that was taken with 204 shows within two minutes",
    expected: "shows",
    async look({ servicePrincipal, user }) {
      const start = Date.now();
      await servicePrincipal.begin({ Text: "a" });
      await user.begin({ Text: "a" });
      return { seen: "shows", detail: `two writes after ${Math.ceil((Date.now() - start) / 1000)} s` };
    },
  },
  contextOfServicePrincipal: {
    mark: "I",
    section: "§2.4",
    says: "a service principal is read as a user is, with a context of its own",
    expected: "servicePrincipals(customSecurityAttributes)",
    async look({ graph, servicePrincipal }) {
      const { body } = await graph.get(`${servicePrincipal.path}?$select=customSecurityAttributes`);
      const context = (body as Record<string, unknown> | undefined)?.["@odata.context"];
      const [, word = "another"] =
        /#(servicePrincipals\(customSecurityAttributes\))/.exec(String(context)) ?? [];
      return { seen: word };
    },
  },
  typeOfDirectoryObject: {
    mark: "R",
    section: "§2.3",
    says: "directoryObjects/{id} tells which kind of object an id belongs to",
    expected: "#microsoft.graph.servicePrincipal",
    async look({ graph, settings }) {
      const { status, body } = await graph.get(`directoryObjects/${settings.servicePrincipalId}`);
      const type = (body as Record<string, unknown> | undefined)?.["@odata.type"];
      return { seen: typeof type === "string" ? type : "no type", detail: String(status) };
    },
  },
  unknownPrincipal: {
    mark: "R",
    section: "§4",
    says: "an id that does not exist is not found",
    expected: "404 Request_ResourceNotFound",
    look: ({ graph }) =>
      statusOf(graph, `servicePrincipals/${randomUUID()}?$select=customSecurityAttributes`),
  },
  clientIdInPath: {
    mark: "I",
    section: "§7",
    says: "a client id in the place of an object id is not found",
    expected: "404 Request_ResourceNotFound",
    async look({ graph, servicePrincipal }) {
      const { body } = await graph.get(`${servicePrincipal.path}?$select=appId`);
      return statusOf(graph, `servicePrincipals/${String((body as { appId?: unknown }).appId)}?$select=id`);
    },
  },
  idInOtherCase: {
    mark: "I",
    section: "§7",
    says: "the case of an object id does not matter",
    expected: "200",
    look: ({ graph, settings }) => statusOf(graph, `users/${settings.userId.toUpperCase()}?$select=id`),
  },
  tokenThatIsNone: {
    mark: "I",
    section: "§4",
    says: "a token that cannot be read is answered with 401",
    expected: "401 InvalidAuthenticationToken",
    look: ({ graph, user }) => statusOf(graph.withToken("not-a-token"), `${user.path}?$select=id`),
  },
  combinedFilter: {
    mark: "I",
    section: "§2.5",
    says: "filters on values can be combined with `and`",
    expected: "200",
    async look({ graph, settings: { attributeSet } }) {
      const more = ` and customSecurityAttributes/${attributeSet}/Texts eq 'csa-live'`;
      const { status, code } = await graph.get(filterOn(attributeSet, "Text", more), eventual);
      return { seen: String(status), ...(code && { detail: code }) };
    },
  },
};
