import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isAttributeValue, type AttributeValue } from "../../../provider/entra/values";

type Attributes = Record<string, AttributeValue>;

/** One of the ten requests of Microsoft's page on assigning, updating and removing values. */
export interface SeedExample {
  readonly name: string;
  readonly method: string;
  readonly collection: "users" | "servicePrincipals";
  readonly body: { customSecurityAttributes: { Engineering: Record<string, unknown> } };
  /** The values that it assigns, as a program names them; none where it removes one. */
  readonly attributes: Attributes;
  /** The values that stand there beforehand; undefined where it assigns to a principal without any. */
  readonly before: Attributes | undefined;
}

/** What each example that updates or removes a value starts from, which the page assigns further up. */
const beforehand: Record<string, Attributes> = {
  update_user_customsecurityattribute_integer: { NumVendors: 4 },
  update_user_customsecurityattribute_boolean: { Certification: true },
  remove_user_customsecurityattribute_singlevalue: { ProjectDate: "2022-10-01" },
  remove_user_customsecurityattribute_multivalue: { Project: ["Baker", "Cascade"] },
};

interface Recorded {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body: SeedExample["body"];
}

/** The examples as the seed document has them: their JSON is data, and nothing in it is written again here. */
export const examples: readonly SeedExample[] = recorded().map(({ name, method, path, body }) => ({
  name,
  method,
  collection: path.includes("/users/") ? "users" : "servicePrincipals",
  body,
  attributes: valuesIn(body),
  before: beforehand[name],
}));

function recorded(): Recorded[] {
  const text = readFileSync(join(__dirname, "../../fixtures/seed-examples.json"), "utf8");
  return (JSON.parse(text) as { examples: Recorded[] }).examples;
}

function valuesIn({ customSecurityAttributes: { Engineering } }: SeedExample["body"]): Attributes {
  const values = Object.entries(Engineering).filter(
    (entry): entry is [string, AttributeValue] => !entry[0].includes("@") && isAttributeValue(entry[1]),
  );
  return Object.fromEntries(values);
}
