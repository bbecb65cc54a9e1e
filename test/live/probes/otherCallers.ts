import type { LiveTenant } from "../liveTenant";
import { effectOf, needs, refusal, type Probe, type Sight } from "../probe";
import { eventual, filterOn } from "./filters";

const weakOf = ({ weak }: LiveTenant) => needs(weak, "CSA_LIVE_WEAK_CLIENT_ID is not set");
const scopedOf = ({ scoped }: LiveTenant) => needs(scoped, "CSA_LIVE_SCOPED_CLIENT_ID is not set");
const secondSetOf = ({ settings }: LiveTenant) => needs(settings.secondSet, "CSA_LIVE_SECOND_SET is not set");

/** What callers see and may do who have fewer permissions than the suite. */
export async function filterWithoutAccess(tenant: LiveTenant): Promise<Sight> {
  const answer = await weakOf(tenant).get(filterOn(tenant.settings.attributeSet, "Text"), eventual);
  const found = (answer.body as { value?: unknown[] } | undefined)?.value ?? [];
  return refusal(answer) ?? { seen: found.length === 0 ? "asIfNoneAssigned" : "shown" };
}

export async function directoryObjectsOfOthers(tenant: LiveTenant): Promise<Sight> {
  const answer = await weakOf(tenant).get(
    `directoryObjects/${tenant.settings.servicePrincipalId}?$select=id`,
  );
  const refused = refusal(answer);
  if (!refused) return { seen: "withOwnPermission" };
  return refused.seen === "forbidden" ? { ...refused, seen: "withDirectoryPermission" } : refused;
}

export async function directoryRoleOfApp(tenant: LiveTenant): Promise<Sight> {
  const { servicePrincipal, settings } = tenant;
  const answer = await servicePrincipal.write({ Text: "scoped" }, settings.attributeSet, scopedOf(tenant));
  const sight = await effectOf(servicePrincipal, answer, { values: { Text: "scoped" }, word: "suffices" });
  // For an app without rights of its own, "forbidden" is what "the role is ignored" looks like.
  return sight.seen === "forbidden" ? { ...sight, seen: "ignored" } : sight;
}

export const otherCallers: Record<string, Probe> = {
  hiddenValues: {
    mark: "D",
    section: "§2.4",
    says: "a caller without the permission reads null, with status 200",
    expected: "null",
    async look(tenant) {
      const { servicePrincipal } = tenant;
      const weak = weakOf(tenant);
      await servicePrincipal.begin({ Text: "hidden" });
      return { seen: (await servicePrincipal.read(weak)) === null ? "null" : "values" };
    },
  },
  writeWithoutPermission: {
    mark: "D",
    section: "§4",
    says: "a caller without the permission may not write",
    expected: "forbidden",
    async look(tenant) {
      const { servicePrincipal, settings } = tenant;
      const answer = await servicePrincipal.write({ Text: "weak" }, settings.attributeSet, weakOf(tenant));
      return effectOf(servicePrincipal, answer, { values: { Text: "weak" }, word: "assigned" });
    },
  },
  otherSetOfScopedCaller: {
    mark: "I",
    section: "§4",
    says: "an administrator of one set may not write to another",
    expected: "forbidden",
    async look(tenant) {
      const { servicePrincipal } = tenant;
      const answer = await servicePrincipal.write({ Text: "scoped" }, secondSetOf(tenant), scopedOf(tenant));
      return refusal(answer) ?? { seen: "taken" };
    },
  },
  otherSetsAreHidden: {
    mark: "D",
    section: "§2.4",
    says: "an administrator of one set sees that set, and not the others",
    expected: "only its own",
    async look(tenant) {
      const { servicePrincipal, settings } = tenant;
      const second = secondSetOf(tenant);
      const scoped = scopedOf(tenant);
      await servicePrincipal.begin({ Text: "own" });
      await servicePrincipal.begin({ Text: "other" }, second);
      const sets = Object.keys((await servicePrincipal.read(scoped)) ?? {});
      const own = sets.includes(settings.attributeSet);
      return { seen: sets.includes(second) ? "the other too" : own ? "only its own" : "none" };
    },
  },
};
