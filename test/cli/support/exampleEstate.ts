import type { Estate } from "../../../provider/cli/estate/estate";
import { definition, estate, principal, type PlainValues } from "./estates";

const firstNames = [
  "Alice",
  "Bjørn",
  "Chiara",
  "Dmitri",
  "Elif",
  "Farah",
  "Goran",
  "Hanna",
  "Inés",
  "Jonas",
  "Kaito",
];
const lastNames = [
  "Andersson",
  "Conti",
  "Dubois",
  "Fischer",
  "García",
  "Haddad",
  "Jensen",
  "Kimura",
  "Novak",
  "Rossi",
];
const services = ["orders", "billing", "ledger", "search", "catalog", "payroll", "shipping"];
const parts = ["api", "worker", "sync", "portal"];
const projects = [["Baker"], ["Alpine"], ["Baker", "Cascade"], ["Cascade"], ["Baker"]];

/** A tenant as one meets it, for the picture of the report: much in order, and something to find. */
export function exampleEstate(size: number): Estate {
  const allowed = ["Alpine", "Baker", "Cascade"].map((id) => ({ id, isActive: id !== "Alpine" }));
  return estate(
    Array.from({ length: size }, (_, index) => examplePrincipal(index)),
    {
      selection: { all: true },
      attributeSets: [
        { name: "Engineering", description: "Attributes for engineering team" },
        { name: "Marketing", description: "Attributes for marketing team" },
      ],
      definitions: [
        definition("Project", { isCollection: true, usePreDefinedValuesOnly: true, allowedValues: allowed }),
        definition("CostCenter", { type: "Integer", isCollection: true }),
        definition("Level"),
        definition("Certification", { type: "Boolean" }),
        definition("LegacyTier", { status: "Deprecated" }),
        definition("AppCountry", { attributeSet: "Marketing", isCollection: true }),
      ],
    },
  );
}

function examplePrincipal(index: number) {
  const isUser = index % 4 !== 1;
  const name = isUser
    ? `${of(firstNames, index)} ${of(lastNames, index + Math.floor(index / 7))}`
    : `${of(services, index)}-${of(parts, Math.floor(index / 5))}`;
  const values: PlainValues = {
    ...(index % 13 !== 0 && {
      Engineering: {
        Project: of(projects, index),
        Certification: index % 5 !== 0,
        ...(index % 2 === 0 && { CostCenter: [1001 + (index % 6), ...(index % 6 === 0 ? [1010] : [])] }),
        ...(isUser && { Level: of(["Senior", "Junior", "Lead"], index) }),
        ...(index % 17 === 3 && { LegacyTier: "gold" }),
      },
    }),
    ...(index % 3 === 0 && { Marketing: { AppCountry: [of(["Canada", "Norway", "Japan"], index / 3)] } }),
  };
  const account = name
    .toLowerCase()
    .normalize("NFD")
    .replaceAll("ø", "o")
    .replace(/[^a-z]+/g, ".");
  return principal(index, values, {
    displayName: name,
    ...(isUser
      ? { userPrincipalName: `${account}@contoso.example`, ...(index % 19 === 0 && { userType: "Guest" }) }
      : {
          principalType: "ServicePrincipal",
          clientId: `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, "0")}`,
          servicePrincipalType: index % 13 === 0 ? "ServiceIdentity" : "Application",
        }),
  });
}

function of<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length] as Item;
}
