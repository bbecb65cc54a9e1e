import type { LiveTenant } from "../liveTenant";
import { effectOf, needs, refusal, type Probe } from "../probe";
import { setType, type Values } from "../testPrincipal";

const texts = (values: readonly string[]) => ({ "Texts@odata.type": "#Collection(String)", Texts: values });

/** Something that is there, cleared as the package clears it. */
const clears =
  (start: Values, clearing: Values) =>
  async ({ servicePrincipal }: LiveTenant) => {
    await servicePrincipal.begin(start);
    const answer = await servicePrincipal.write(clearing);
    return effectOf(servicePrincipal, answer, { values: {}, word: "clears" });
  };

/** A request, and what it would assign. */
const assigns =
  (sent: Values, values: Values = sent) =>
  async ({ servicePrincipal }: LiveTenant) =>
    effectOf(servicePrincipal, await servicePrincipal.write(sent), { values, word: "assigned" });

/** What the package relies on when it writes. */
export const writing: Record<string, Probe> = {
  clearingInteger: {
    mark: "I",
    section: "§2.2",
    says: "`null` clears an Integer",
    expected: "clears",
    look: clears({ "Number@odata.type": "#Int32", Number: 4 }, { Number: null }),
  },
  clearingBoolean: {
    mark: "I",
    section: "§2.2",
    says: "`null` clears a Boolean",
    expected: "clears",
    look: clears({ Flag: false }, { Flag: null }),
  },
  clearingIntegers: {
    mark: "I",
    section: "§2.2",
    says: "`[]` clears a Collection(Int32)",
    expected: "clears",
    look: clears({ "Numbers@odata.type": "#Collection(Int32)", Numbers: [1, 2] }, { Numbers: [] }),
  },
  clearingWhatIsAbsent: {
    mark: "I",
    section: "§2.3",
    says: "clearing what is not assigned is taken, and changes nothing",
    expected: "taken",
    look: async ({ servicePrincipal }) =>
      refusal(
        await servicePrincipal.write({ Text: null, Number: null, Flag: null, Texts: [], Numbers: [] }),
      ) ?? {
        seen: "taken",
      },
  },
  severalAttributes: {
    mark: "R",
    section: "§2.2",
    says: "one request assigns several attributes of a set",
    expected: "assigned",
    look: assigns(
      { Text: "a", Flag: true, ...texts(["b", "c"]) },
      { Text: "a", Flag: true, Texts: ["b", "c"] },
    ),
  },
  patchInBatch: {
    mark: "I",
    section: "§5",
    says: "values can be written in a $batch",
    expected: "assigned",
    look: async ({ servicePrincipal }) =>
      effectOf(servicePrincipal, await servicePrincipal.writeInBatch({ Text: "a" }), {
        values: { Text: "a" },
        word: "assigned",
      }),
  },
  severalSets: {
    mark: "R",
    section: "§2.2",
    says: "one request assigns values of several sets",
    expected: "assigned",
    async look({ servicePrincipal, settings }) {
      const second = needs(settings.secondSet, "CSA_LIVE_SECOND_SET is not set");
      const set = { "@odata.type": setType, Text: "a" };
      const answer = await servicePrincipal.patch({ [settings.attributeSet]: set, [second]: set });
      const refused = refusal(answer);
      if (refused) return refused;
      const shown = [settings.attributeSet, second].map((name) =>
        servicePrincipal.comesToShow({ Text: "a" }, name),
      );
      return { seen: (await Promise.all(shown)).every(Boolean) ? "assigned" : "ignored" };
    },
  },
  assigningAndClearing: {
    mark: "I",
    section: "§2.3",
    says: "one request assigns one attribute and clears another",
    expected: "both",
    async look({ servicePrincipal }) {
      await servicePrincipal.begin({ Text: "a" });
      const answer = await servicePrincipal.write({ Text: null, Flag: true });
      return effectOf(servicePrincipal, answer, {
        values: { Flag: true },
        word: "both",
        otherwise: "not both",
      });
    },
  },
  sameValueAgain: {
    mark: "I",
    section: "§8.21",
    says: "a value that is there already can be sent again",
    expected: "taken",
    async look({ servicePrincipal }) {
      await servicePrincipal.begin(texts(["a", "b"]));
      const answer = await servicePrincipal.write(texts(["b", "a"]));
      return effectOf(servicePrincipal, answer, { values: { Texts: ["a", "b"] }, word: "taken" });
    },
  },
  oneByOne: {
    mark: "I",
    section: "§2.3",
    says: "a request of which one attribute is refused assigns nothing",
    expected: "nothing assigned",
    async look({ servicePrincipal }) {
      const answer = await servicePrincipal.write({ Text: "a", NoSuchAttribute: "b" });
      const shown = await servicePrincipal.comesToShow({ Text: "a" });
      const detail = `${answer.status} ${answer.code ?? ""}`.trim();
      return { seen: shown ? "assigned in part" : "nothing assigned", detail };
    },
  },
  typeNameOfAnswers: {
    mark: "R",
    section: "§2.2",
    says: "a set may be sent under the type name that Graph answers with",
    expected: "assigned",
    async look({ servicePrincipal, settings }) {
      const answer = await servicePrincipal.patch({
        [settings.attributeSet]: {
          "@odata.type": "#microsoft.graph.customSecurityAttributeValue",
          Text: "a",
        },
      });
      return effectOf(servicePrincipal, answer, { values: { Text: "a" }, word: "assigned" });
    },
  },
  subPath: {
    mark: "R",
    section: "§2.3",
    says: "values can be written to the sub-path customSecurityAttributes of an object",
    expected: "assigned",
    async look({ graph, servicePrincipal, settings }) {
      const body = { [settings.attributeSet]: { "@odata.type": setType, Text: "a" } };
      const answer = await graph.patch(`${servicePrincipal.path}/customSecurityAttributes`, body);
      return effectOf(servicePrincipal, answer, { values: { Text: "a" }, word: "assigned" });
    },
  },
  fullWidth: {
    mark: "I",
    section: "§1.5",
    says: "an Integer may be as large and as small as an Int32",
    expected: "assigned",
    look: assigns(
      { "Numbers@odata.type": "#Collection(Int32)", Numbers: [2147483647, -2147483648] },
      { Numbers: [2147483647, -2147483648] },
    ),
  },
};
