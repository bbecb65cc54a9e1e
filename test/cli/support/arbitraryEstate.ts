import fc from "fast-check";
import type { Estate } from "../../../provider/cli/estate/estate";
import { inOrder } from "../../../provider/cli/estate/estate";
import { estateText } from "../../../provider/cli/estate/estateJson";
import { parseEstate } from "../../../provider/cli/estate/readEstate";
import type { AttributeValue } from "../../../provider/entra/values";
import { definition, estate, idOf, principal } from "./estates";

/** Names that mean something to a program, to JSON or to a reader, beside those that mean nothing. */
const names = [
  "Project",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "Größe",
  "変数",
  "L1",
  "level",
  "Level",
];
const sets = ["Engineering", "Marketing", "constructor", "Übung"];
const texts = [
  "x",
  "=1+1",
  "-1",
  "@a",
  "\ttab",
  'say "hi", you',
  "line\r\nend",
  "'quoted'",
  "a\u2028b",
  "\u202e",
  "🐒",
  "*/ ${x} `",
  "<b>",
];

/** Narrow and wide ones, of several scripts, and those that a string literal has to escape. */
const signs = [..."aZ9 _-.,:;'\"`\\/$&<>éßاहก変数한かカ，🐒"];

const text = fc.oneof(
  fc.constantFrom(...texts),
  fc.string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 80 }),
);
const integer = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  text,
  integer,
  fc.boolean(),
  fc.uniqueArray(text, { minLength: 1, maxLength: 6 }),
  fc.uniqueArray(integer, { minLength: 1, maxLength: 30 }),
);
const attributes = fc.dictionary(fc.constantFrom(...names), value, {
  minKeys: 1,
  maxKeys: 4,
  noNullPrototype: true,
});
const values = fc.dictionary(fc.constantFrom(...sets, "Gone"), attributes, {
  maxKeys: 3,
  noNullPrototype: true,
});

const person = fc.record({
  values,
  displayName: fc.oneof(text, fc.constantFrom("The same", "   ", undefined)),
  isUser: fc.boolean(),
  userType: fc.constantFrom("Guest", "Member"),
  accountEnabled: fc.boolean(),
});

const defined = fc.record({
  attributeSet: fc.constantFrom(...sets),
  name: fc.constantFrom(...names),
  description: fc.option(text, { nil: undefined }),
  type: fc.constantFrom("String", "Integer", "Boolean"),
  isCollection: fc.boolean(),
  isSearchable: fc.boolean(),
  status: fc.constantFrom("Available", "Deprecated"),
  usePreDefinedValuesOnly: fc.boolean(),
  allowedValues: fc.uniqueArray(fc.record({ id: text, isActive: fc.boolean() }), {
    maxLength: 5,
    selector: ({ id }) => id,
  }),
});

/** Estates of a few principals, whose values have nothing to do with what is defined. */
export const arbitraryEstate: fc.Arbitrary<Estate> = fc
  .record({
    people: fc.array(person, { maxLength: 12 }),
    definitions: fc.uniqueArray(defined, {
      maxLength: 10,
      selector: ({ attributeSet, name }) => `${attributeSet}.${name}`,
    }),
  })
  .map(({ people, definitions }) => {
    const untidy = estate(people.map(principalFrom), {
      attributeSets: sets.map((name) => ({ name })),
      definitions: definitions.map(({ description, name, ...facts }) =>
        definition(name, { ...facts, ...(description !== undefined && { description }) }),
      ),
    });
    // Members of one order, as they come from a file.
    return parseEstate(estateText(inOrder(untidy)));
  });

type Person = typeof person extends fc.Arbitrary<infer One> ? One : never;

function principalFrom({ values, displayName, isUser, userType, accountEnabled }: Person, index: number) {
  const { principalObjectId, userPrincipalName = "", attributes } = principal(index, values);
  return {
    principalType: isUser ? ("User" as const) : ("ServicePrincipal" as const),
    principalObjectId,
    ...(displayName !== undefined && { displayName }),
    ...(isUser
      ? { userPrincipalName, userType }
      : { clientId: idOf(1_000 + index), servicePrincipalType: "Application" }),
    accountEnabled,
    attributes,
  };
}
