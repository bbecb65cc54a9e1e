import type { LiveTenant } from "../liveTenant";
import { effectOf, refusal, type Probe } from "../probe";
import type { Values } from "../testPrincipal";

/** A request that is expected to be refused as a bad one, and what it would assign otherwise. */
function refuses(
  probe: Pick<Probe, "mark" | "section" | "says">,
  sent: Values,
  values: Values = sent,
): Probe {
  return {
    ...probe,
    expected: "refused",
    look: async ({ servicePrincipal }) =>
      effectOf(servicePrincipal, await servicePrincipal.write(sent), { values, word: "assigned" }),
  };
}

function otherCase(name: string): string {
  return name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
}

async function writeTo({ servicePrincipal }: LiveTenant, attributeSet: string) {
  const answer = await servicePrincipal.write({ Text: "a" }, attributeSet);
  return effectOf(servicePrincipal, answer, { values: { Text: "a" }, word: "assigned" });
}

/** What Graph is said to refuse, and the package therefore never sends or explains. */
export const refusals: Record<string, Probe> = {
  emptyString: refuses({ mark: "R", section: "§2.3", says: "an empty string is refused" }, { Text: "" }),
  unknownAttribute: refuses(
    { mark: "I", section: "§4", says: "an attribute that the set does not have is refused" },
    { NoSuchAttribute: "a" },
  ),
  attributeInOtherCase: refuses(
    { mark: "R", section: "§8.1", says: "an attribute in another case than it was defined in is refused" },
    { text: "a" },
    { Text: "a" },
  ),
  otherType: refuses(
    { mark: "I", section: "§4", says: "a number for a String is refused" },
    {
      "Text@odata.type": "#Int32",
      Text: 4,
    },
  ),
  listForSingle: refuses(
    { mark: "I", section: "§4", says: "a collection for a single value is refused" },
    { "Text@odata.type": "#Collection(String)", Text: ["a"] },
    { Text: ["a"] },
  ),
  tooLong: refuses(
    { mark: "I", section: "§4", says: "a string of 65 characters is refused" },
    { Text: "x".repeat(65) },
  ),
  tooMany: refuses(
    { mark: "I", section: "§4", says: "more than 50 values on one object are refused" },
    { "Texts@odata.type": "#Collection(String)", Texts: fiftyOne() },
    { Texts: fiftyOne() },
  ),
  tooLarge: refuses(
    { mark: "I", section: "§1.5", says: "an Integer of more than 32 bits is refused" },
    { "Number@odata.type": "#Int32", Number: 2147483648 },
    { Number: 2147483648 },
  ),
  unknownSet: {
    mark: "R",
    section: "§4",
    says: "a set that does not exist is refused",
    expected: "refused",
    look: (tenant) => writeTo(tenant, `${tenant.settings.attributeSet.slice(0, 20)}NoSuchSet`),
  },
  setInOtherCase: {
    mark: "R",
    section: "§4, §8.1",
    says: "a set in another case than it was defined in is refused",
    expected: "refused",
    look: (tenant) => writeTo(tenant, otherCase(tenant.settings.attributeSet)),
  },
  setWithoutType: {
    mark: "R",
    section: "§4",
    says: "a set object without @odata.type is refused",
    expected: "refused",
    async look({ servicePrincipal, settings }) {
      const answer = await servicePrincipal.patch({ [settings.attributeSet]: { Text: "a" } });
      return effectOf(servicePrincipal, answer, { values: { Text: "a" }, word: "assigned" });
    },
  },
  propertyInOtherCase: {
    mark: "R",
    section: "§4",
    says: "CustomSecurityAttributes with a capital C is refused",
    expected: "refused",
    look: async ({ graph, servicePrincipal }) =>
      refusal(await graph.patch(servicePrincipal.path, { CustomSecurityAttributes: {} })) ?? {
        seen: "taken",
      },
  },
};

function fiftyOne(): string[] {
  return Array.from({ length: 51 }, (_, index) => `value-${index}`);
}
