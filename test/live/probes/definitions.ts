import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { LiveTenant } from "../liveTenant";
import { effectOf, needs, needsDefinition, refusal, type Probe, type Sight } from "../probe";
import { setType, TestPrincipal } from "../testPrincipal";

const patienceMilliseconds = 60_000;

/** Changes a property of something in the reserved set, looks, and changes it back whatever happened. */
async function meanwhile(
  tenant: LiveTenant,
  change: { path: string; property: string; during: unknown; after: unknown },
  look: () => Promise<Sight>,
): Promise<Sight> {
  needs(tenant.settings.mayChangeDefinitions, "CSA_LIVE_MAY_CHANGE_DEFINITIONS is not yes");
  const set = async (value: unknown) => {
    const { status, code } = await tenant.graph.patch(change.path, { [change.property]: value });
    if (status !== 204) throw new Error(`PATCH ${change.path} was answered with ${status} ${code ?? ""}`);
    const end = Date.now() + patienceMilliseconds;
    const read = async () =>
      (await tenant.graph.get(change.path)).body as Record<string, unknown> | undefined;
    while ((await read())?.[change.property] !== value) {
      if (Date.now() > end) throw new Error(`${change.path} does not show its new ${change.property}`);
      await pause(1000);
    }
  };
  try {
    await set(change.during);
    return await look();
  } finally {
    await set(change.after);
  }
}

async function whileDeprecated(
  tenant: LiveTenant,
  look: () => Promise<Sight>,
  name = "Unsearchable",
): Promise<Sight> {
  const path = tenant.definitionPath(name);
  return meanwhile(tenant, { path, property: "status", during: "Deprecated", after: "Available" }, look);
}

async function whileInactive(tenant: LiveTenant, look: () => Promise<Sight>): Promise<Sight> {
  const path = `${tenant.definitionPath("Choice")}/allowedValues/Red`;
  return meanwhile(tenant, { path, property: "isActive", during: false, after: true }, look);
}

/** What hangs on the state of a definition or of a predefined value. */
export async function clearingDeprecated(tenant: LiveTenant): Promise<Sight> {
  const { servicePrincipal } = tenant;
  await needsDefinition(tenant, "Unsearchable");
  await servicePrincipal.begin({ Unsearchable: "a" });
  return whileDeprecated(tenant, async () => {
    const answer = await servicePrincipal.write({ Unsearchable: null });
    return effectOf(servicePrincipal, answer, { values: {}, word: "allowed" });
  });
}

export async function inactiveValueAlreadyThere(tenant: LiveTenant): Promise<Sight> {
  const { servicePrincipal } = tenant;
  await needsDefinition(tenant, "Choice");
  await servicePrincipal.begin({ Choice: "Red" });
  return whileInactive(
    tenant,
    async () => refusal(await servicePrincipal.write({ Choice: "Red" })) ?? { seen: "allowed" },
  );
}

/** Leaves an inactive value behind, which cannot be deleted, so that it can be tried once. */
export async function valueForDeprecated(tenant: LiveTenant): Promise<Sight> {
  await needsDefinition(tenant, "Choice");
  const path = `${tenant.definitionPath("Choice")}/allowedValues`;
  const value = "AddedWhileDeprecated";
  const isNew = (await tenant.graph.get(`${path}/${value}`)).status === 404;
  needs(isNew, `Choice has got the value ${value} from an earlier run, and it cannot be deleted`);
  const body = { id: value, isActive: false };
  return whileDeprecated(
    tenant,
    async () => refusal(await tenant.graph.request("POST", path, { body })) ?? { seen: "added" },
    "Choice",
  );
}

/** Creates nothing: the set is there. */
export function duplicateSet(tenant: LiveTenant): Promise<Sight> {
  return duplicate(tenant, "directory/attributeSets", { id: tenant.settings.attributeSet });
}

async function duplicate({ graph, settings }: LiveTenant, path: string, body: object): Promise<Sight> {
  needs(settings.mayChangeDefinitions, "CSA_LIVE_MAY_CHANGE_DEFINITIONS is not yes");
  const answer = await graph.request("POST", path, { body });
  const words: Record<number, string> = { 400: "badRequest", 409: "conflict" };
  return {
    seen: words[answer.status] ?? `answered with ${answer.status}`,
    detail: `${answer.status} ${answer.code ?? "without a code"}`,
  };
}

export async function valuesAtCreation({ graph, settings }: LiveTenant): Promise<Sight> {
  const domain = needs(settings.userDomain, "CSA_LIVE_USER_DOMAIN is not set");
  const { attributeSet, watchMilliseconds } = settings;
  const mailNickname = `csa-live-${randomUUID().slice(0, 8)}`;
  const created = await graph.request("POST", "users", {
    body: {
      accountEnabled: false,
      displayName: "Live test of custom security attributes",
      mailNickname,
      userPrincipalName: `${mailNickname}@${domain}`,
      passwordProfile: { password: `${randomUUID()}-Aa1` },
      customSecurityAttributes: { [attributeSet]: { "@odata.type": setType, Text: "atCreation" } },
    },
  });
  const refused = refusal(created);
  if (refused) return refused;
  const path = `users/${(created.body as { id: string }).id}`;
  const user = new TestPrincipal({ path, graph, attributeSet, watchMilliseconds, isNew: true });
  const look = effectOf(user, created, { values: { Text: "atCreation" }, word: "assigned" });
  const [sight] = await Promise.allSettled([look]);
  const { status } = await graph.request("DELETE", path);
  if (status !== 204)
    throw new Error(`The new user ${path} could not be deleted (${status}): delete it by hand`);
  return sight.status === "fulfilled" ? sight.value : Promise.reject(sight.reason as Error);
}

export const definitions: Record<string, Probe> = {
  duplicateDefinition: {
    mark: "I",
    section: "§4",
    says: "a POST of a definition that exists already is answered with 400",
    expected: "badRequest",
    async look(tenant) {
      await needsDefinition(tenant, "Unsearchable");
      const { body } = await tenant.graph.get(tenant.definitionPath("Unsearchable"));
      const { attributeSet, name, type, isCollection, isSearchable, status, usePreDefinedValuesOnly } =
        body as Record<string, unknown>;
      const there = { attributeSet, name, type, isCollection, isSearchable, status, usePreDefinedValuesOnly };
      return duplicate(tenant, "directory/customSecurityAttributeDefinitions", there);
    },
  },
  duplicatePredefinedValue: {
    mark: "I",
    section: "§4",
    says: "a POST of a predefined value that exists already is answered with 400",
    expected: "badRequest",
    async look(tenant) {
      await needsDefinition(tenant, "Choice");
      return duplicate(tenant, `${tenant.definitionPath("Choice")}/allowedValues`, {
        id: "Red",
        isActive: true,
      });
    },
  },
  descriptionTakenAway: {
    mark: "I",
    section: "§1.2",
    says: "null takes the description of a definition away",
    expected: "null",
    async look(tenant) {
      await needsDefinition(tenant, "Unsearchable");
      const path = tenant.definitionPath("Unsearchable");
      const { body } = await tenant.graph.get(path);
      const { description = null } = body as { description?: unknown };
      const sight: Sight = { seen: "null" };
      return meanwhile(tenant, { path, property: "description", during: null, after: description }, () =>
        Promise.resolve(sight),
      );
    },
  },
  deprecatedDefinition: {
    mark: "I",
    section: "§4",
    says: "a value cannot be assigned once its definition is deprecated",
    expected: "refused",
    async look(tenant) {
      const { servicePrincipal } = tenant;
      await needsDefinition(tenant, "Unsearchable");
      return whileDeprecated(tenant, async () => {
        const answer = await servicePrincipal.write({ Unsearchable: "a" });
        return effectOf(servicePrincipal, answer, { values: { Unsearchable: "a" }, word: "assigned" });
      });
    },
  },
  inactiveValue: {
    mark: "I",
    section: "§4",
    says: "a predefined value that is inactive cannot be assigned",
    expected: "refused",
    async look(tenant) {
      const { servicePrincipal } = tenant;
      await needsDefinition(tenant, "Choice");
      return whileInactive(tenant, async () => {
        const answer = await servicePrincipal.write({ Choice: "Red" });
        return effectOf(servicePrincipal, answer, { values: { Choice: "Red" }, word: "assigned" });
      });
    },
  },
  notPredefined: {
    mark: "I",
    section: "§4",
    says: "a value that is not among the predefined ones is refused",
    expected: "refused",
    async look(tenant) {
      const { servicePrincipal } = tenant;
      await needsDefinition(tenant, "Choice");
      const answer = await servicePrincipal.write({ Choice: "NoSuchColour" });
      return effectOf(servicePrincipal, answer, { values: { Choice: "NoSuchColour" }, word: "assigned" });
    },
  },
};
