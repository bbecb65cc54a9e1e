import type { Estate, EstateDefinition, EstatePrincipal } from "../../../simulator/published/startSimulator";
import { definition } from "./estates";

const oddNames = [
  'Zoë "the" O\'Neill',
  "a*/ new Evil();//\n${x}`\u2028\u202e",
  "孫 悟空 🐒",
  "   ",
  "constructor",
];

export function idOf(index: number): string {
  return `0dd00000-0000-4000-8000-${String(index).padStart(12, "0")}`;
}

const defined = (
  attributeSet: string,
  name: string,
  facts: Partial<EstateDefinition> = {},
): EstateDefinition => ({
  ...definition(name),
  attributeSet,
  ...facts,
});

const levels = [
  { id: "Junior", isActive: true },
  { id: 'Se"nior\\', isActive: true },
  { id: "Retired", isActive: false },
];

/** What no PATCH would write today and many a tenant holds, and names that some program, file or reader takes for something else. */
export const oddEstate: Estate = {
  version: 1,
  tenantId: "0dd0dd00-0000-4000-8000-000000000000",
  attributeSets: [
    { name: "Engineering", description: 'For "engineers" */ ${x}', maxAttributesPerSet: 25 },
    { name: "Empty" },
    { name: "prototype" },
    { name: "Übung" },
  ],
  definitions: [
    defined("Engineering", "Level", { usePreDefinedValuesOnly: true, allowedValues: levels }),
    defined("Engineering", "Rank", {
      type: "Integer",
      isCollection: true,
      usePreDefinedValuesOnly: true,
      allowedValues: [
        { id: "-7", isActive: true },
        { id: "8", isActive: false },
      ],
    }),
    defined("Engineering", "Legacy", { status: "Deprecated", isSearchable: false }),
    defined("Engineering", "constructor"),
    defined("Engineering", "Certified", { type: "Boolean" }),
    defined("prototype", "Größe", { isCollection: true }),
    defined("prototype", "AllOld", {
      status: "Deprecated",
      usePreDefinedValuesOnly: true,
      allowedValues: [{ id: "x", isActive: false }],
    }),
    defined("Übung", "変数", { description: "\u202e" }),
  ],
  principals: [
    ...Array.from({ length: 53 }, (_, index) =>
      user(index, index < 5 ? (oddNames[index] ?? null) : index < 9 ? "The same" : null),
    ),
    {
      principalType: "ServicePrincipal",
      principalObjectId: idOf(100),
      displayName: "orders",
      clientId: idOf(200),
      attributes: {
        Engineering: {
          Level: "Chief",
          Legacy: "gold",
          Ghost: 7,
          Rank: [8, 9],
          constructor: "x",
          toString: "y",
          Certified: false,
        },
        prototype: { Größe: ['a"b', "c'd", "\\", "`${x}`"], AllOld: "x", prototype: "p" },
        Gone: { Thing: ["=1+1", "-"] },
        Übung: { 変数: "\u0007 tab\t line\nend \u2028" },
      },
    },
    {
      principalType: "ServicePrincipal",
      principalObjectId: idOf(101),
      displayName: "orders",
      clientId: idOf(201),
      attributes: {
        Engineering: { Level: "Retired", Rank: "seven", Certified: [1], long: "x".repeat(65) },
        Odd_set: { "a-b": "c", ok: 1 },
      },
    },
  ],
};

function user(index: number, displayName: string | null): EstatePrincipal {
  return {
    principalType: "User",
    principalObjectId: idOf(index),
    displayName,
    attributes: {
      Engineering: {
        Level: ["Junior", "Retired", "Chief"][index % 3] ?? "",
        ...(index % 4 === 0 && { Legacy: "old", Ghost: "boo" }),
        ...(index === 7 && { constructor: "x", prototype: "y" }),
      },
      ...(index < 9 && { prototype: { Größe: ["ä", `${index}`] } }),
    },
  };
}
