import { assumptions, type Assumptions } from "../../../simulator/assumptions";
import { needs, needsDefinition, NotTried, effectOf, refusal, type Probe } from "../probe";
import type { LiveTenant } from "../liveTenant";
import { setType } from "../testPrincipal";
import { eventual, filterOn } from "./filters";
import {
  clearingDeprecated,
  duplicateSet,
  inactiveValueAlreadyThere,
  valueForDeprecated,
  valuesAtCreation,
} from "./definitions";
import { directoryObjectsOfOthers, directoryRoleOfApp, filterWithoutAccess } from "./otherCallers";

type Question = Omit<Probe, "expected">;

/** `customSecurityAttributes` as a whole is put at risk only where it contains only what the suite wrote. */
async function sendToUser(tenant: LiveTenant, customSecurityAttributes: unknown) {
  const { user } = tenant;
  if (Object.keys((await user.read()) ?? {}).length > 0)
    throw new NotTried("the user shows other sets, which this might clear");
  await user.begin({ Text: "before" });
  return effectOf(user, await user.patch(customSecurityAttributes), { values: {}, word: "cleared" });
}

/** One probe for each assumption of the simulator: the compiler asks for those that are missing. */
const questions: Record<keyof Assumptions, Question> = {
  emptiedSet: {
    mark: "I",
    section: "§2.3",
    says: "a set whose last value was cleared stays, with its type only, while another set has values",
    async look({ servicePrincipal, settings }) {
      const second = needs(settings.secondSet, "CSA_LIVE_SECOND_SET is not set");
      await servicePrincipal.begin({ Text: "kept" }, second);
      await servicePrincipal.begin({ Text: "cleared" });
      await servicePrincipal.write({ Text: null });
      await servicePrincipal.settles({});
      const left = (await servicePrincipal.read())?.[settings.attributeSet];
      if (!left) return { seen: "absent" };
      return { seen: Object.keys(left).every((key) => key.includes("@")) ? "onlyType" : "nullOrEmpty" };
    },
  },
  emptySetObject: {
    mark: "R",
    section: "§2.3, §4",
    says: "a set object that names no attribute is taken, and changes nothing",
    async look({ servicePrincipal }) {
      await servicePrincipal.begin({ Text: "before" });
      return effectOf(servicePrincipal, await servicePrincipal.write({}), { values: {}, word: "cleared" });
    },
  },
  setAsString: {
    mark: "R",
    section: "§4",
    says: "the values of a set sent as a JSON string are taken, and change nothing",
    async look({ servicePrincipal, settings }) {
      const text = JSON.stringify({ "@odata.type": setType, Text: "inString" });
      const answer = await servicePrincipal.patch({ [settings.attributeSet]: text });
      return effectOf(servicePrincipal, answer, { values: { Text: "inString" }, word: "assigned" });
    },
  },
  emptyBody: {
    mark: "I",
    section: "§2.3",
    says: "`{}` as the whole of customSecurityAttributes changes nothing",
    look: (tenant) => sendToUser(tenant, {}),
  },
  nullBody: {
    mark: "I",
    section: "§2.3",
    says: "`null` as the whole of customSecurityAttributes is refused",
    look: (tenant) => sendToUser(tenant, null),
  },
  nullForCollection: {
    mark: "R",
    section: "§2.3",
    says: "`null` clears a collection",
    async look({ servicePrincipal }) {
      await servicePrincipal.begin({ "Texts@odata.type": "#Collection(String)", Texts: ["a"] });
      const answer = await servicePrincipal.write({ Texts: null });
      return effectOf(servicePrincipal, answer, { values: {}, word: "clears" });
    },
  },
  annotatedEmptyCollection: {
    mark: "I",
    section: "§2.3",
    says: "`[]` together with a type annotation is refused",
    async look({ servicePrincipal }) {
      const annotation = { "Texts@odata.type": "#Collection(String)" };
      await servicePrincipal.begin({ ...annotation, Texts: ["a"] });
      const answer = await servicePrincipal.write({ ...annotation, Texts: [] });
      return effectOf(servicePrincipal, answer, { values: {}, word: "clears" });
    },
  },
  missingAnnotation: {
    mark: "I",
    section: "§4",
    says: "an Int32 or a collection without its type annotation is refused",
    async look({ servicePrincipal }) {
      const values = [{ Number: 4 }, { Texts: ["a"] }, { Numbers: [1] }];
      const seen = new Set<string>();
      for (const value of values) {
        const answer = await servicePrincipal.write(value);
        seen.add((await effectOf(servicePrincipal, answer, { values: value, word: "accepted" })).seen);
        await servicePrincipal.clear();
      }
      return { seen: [...seen].join(" and "), detail: "Number, Texts and Numbers in turn" };
    },
  },
  duplicateValues: {
    mark: "I",
    section: "§2.3",
    says: "the same value twice in a collection is refused",
    async look({ servicePrincipal }) {
      const twice = { "Texts@odata.type": "#Collection(String)", Texts: ["a", "a", "b"] };
      return effectOf(servicePrincipal, await servicePrincipal.write(twice), {
        values: { Texts: ["a", "b"] },
        word: "merged",
        otherwise: "neither refused nor merged",
      });
    },
  },
  clearingDeprecated: {
    mark: "I",
    section: "§1.2",
    says: "a value whose definition has been deprecated can be cleared",
    look: clearingDeprecated,
  },
  inactiveValueAlreadyThere: {
    mark: "I",
    section: "§1.3",
    says: "an inactive value can be sent again to an object that has it already",
    look: inactiveValueAlreadyThere,
  },
  valueForDeprecated: {
    mark: "I",
    section: "§1.3",
    says: "a predefined value can be added to an attribute that is deactivated",
    look: valueForDeprecated,
  },
  collectionOrder: {
    mark: "I",
    section: "§2.3",
    says: "collections come back in another order than they were sent in",
    async look({ servicePrincipal }) {
      const sent = ["c", "a", "d", "b"];
      await servicePrincipal.begin({ "Texts@odata.type": "#Collection(String)", Texts: sent });
      const { Texts } = await servicePrincipal.values();
      return { seen: JSON.stringify(Texts) === JSON.stringify(sent) ? "asSent" : "rotated" };
    },
  },
  valuesAtCreation: {
    mark: "R",
    section: "§2.3",
    says: "values given to POST /users are assigned",
    look: valuesAtCreation,
  },
  valuesInLists: {
    mark: "I",
    section: "§2.4",
    says: "a list without a filter shows the values of what it lists",
    async look({ graph }) {
      const { body, status } = await graph.get(
        "servicePrincipals?$select=id,customSecurityAttributes&$top=1",
      );
      const [first] = (body as { value?: object[] } | undefined)?.value ?? [];
      if (!first) return { seen: `answered with ${status}` };
      return { seen: "customSecurityAttributes" in first ? "shown" : "leftOut" };
    },
  },
  filterOnUnsearchable: {
    mark: "I",
    section: "§2.5",
    says: "a filter on an attribute that is not searchable is refused",
    async look(tenant) {
      await needsDefinition(tenant, "Unsearchable");
      const { graph, settings } = tenant;
      return (
        refusal(await graph.get(filterOn(settings.attributeSet, "Unsearchable"), eventual)) ?? {
          seen: "allowed",
        }
      );
    },
  },
  filterOfOtherType: {
    mark: "I",
    section: "§2.5",
    says: "a filter that compares an Integer with a string is refused",
    async look({ graph, settings }) {
      return (
        refusal(await graph.get(filterOn(settings.attributeSet, "Number"), eventual)) ?? {
          seen: "findsNobody",
        }
      );
    },
  },
  filterWithoutAccess: {
    mark: "I",
    section: "§2.5, §3",
    says: "a filter on values by a caller who may not see them is forbidden",
    look: filterWithoutAccess,
  },
  directoryObjects: {
    mark: "I",
    section: "§2.3",
    says: "/directoryObjects tells the type of an object to a caller who may read that kind of object",
    look: directoryObjectsOfOthers,
  },
  nameCase: {
    mark: "R",
    section: "§8.1",
    says: "an attribute with different upper and lower case than it is defined in is refused",
    async look({ servicePrincipal }) {
      const answer = await servicePrincipal.write({ text: "inOtherCase" });
      const effect = { values: { Text: "inOtherCase" }, word: "folded" };
      const sight = await effectOf(servicePrincipal, answer, effect);
      return sight.seen === "refused" ? { ...sight, seen: "exact" } : sight;
    },
  },
  duplicate: {
    mark: "I",
    section: "§4",
    says: "a POST of an attribute set that exists already is answered with 400",
    look: duplicateSet,
  },
  directoryRoleOfApp: {
    mark: "I",
    section: "§3",
    says: "a directory role for the set suffices for an app without an app role for attributes",
    look: directoryRoleOfApp,
  },
};

export const simulated: Record<string, Probe> = Object.fromEntries(
  Object.entries(questions).map(([id, question]) => [
    id,
    { ...question, expected: assumptions[id as keyof Assumptions] },
  ]),
);
