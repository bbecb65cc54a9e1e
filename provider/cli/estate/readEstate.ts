import { readFile } from "node:fs/promises";
import { isObjectId } from "../../entra/principal";
import { isAttributeValue, type Attributes } from "../../entra/values";
import { wrongUse } from "../commandError";
import type { AllowedValue, AttributeSetRecord, DefinitionRecord } from "../../entra/definitionRecord";
import type { PrincipalRecord } from "../../entra/principalRecord";
import type { Estate, SelectionRecord } from "./estate";

const version = 1;

/** @throws CommandError (2) when the file cannot be read, or is no estate of this version. */
export async function readEstateFile(path: string): Promise<Estate> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw wrongUse(`Could not read the estate ${path}: ${(error as Error).message}`);
  }
  try {
    return parseEstate(text);
  } catch (error) {
    throw wrongUse(`Could not read the estate ${path}: ${(error as Error).message}`);
  }
}

/** @throws An Error that says where in the estate something is wrong. */
export function parseEstate(text: string): Estate {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Error("it is not JSON.");
  }
  const estate = new Reader(json, "");
  if (!estate.isObject || estate.value("version") === undefined) {
    throw new Error("it is no estate: it has no version.");
  }
  if (estate.value("version") !== version) {
    const found = JSON.stringify(estate.value("version"));
    throw new Error(`it has version ${found}, and this release reads version ${version} only.`);
  }
  return {
    tenantId: estate.text("tenantId"),
    selection: estate.optional("selection", readSelection),
    attributeSets: estate.optionalList("attributeSets", readAttributeSet),
    definitions: estate.optionalList("definitions", readDefinition),
    principals: estate.list("principals", readPrincipal),
  };
}

function readSelection(reader: Reader): SelectionRecord {
  const types = reader.optionalList("principalTypes", principalTypeOf);
  const attributeSets = reader.optionalList("attributeSets", asText);
  const ids = reader.optionalList("ids", asText);
  const where = reader.optionalList("where", asText);
  const filter = reader.optionalText("filter");
  return {
    ...(types && { principalTypes: types }),
    ...(attributeSets && { attributeSets }),
    ...(ids && { ids }),
    ...(where && { where }),
    ...(filter !== undefined && { filter }),
    ...(reader.optionalFlag("all") === true && { all: true as const }),
  };
}

function readAttributeSet(reader: Reader): AttributeSetRecord {
  const description = reader.optionalText("description");
  const maximum = reader.value("maxAttributesPerSet");
  return {
    name: reader.text("name"),
    ...(description !== undefined && { description }),
    ...(typeof maximum === "number" && { maxAttributesPerSet: maximum }),
  };
}

function readDefinition(reader: Reader): DefinitionRecord {
  const description = reader.optionalText("description");
  return {
    attributeSet: reader.text("attributeSet"),
    name: reader.text("name"),
    ...(description !== undefined && { description }),
    type: reader.oneOf("type", ["String", "Integer", "Boolean"]),
    isCollection: reader.optionalFlag("isCollection") ?? false,
    isSearchable: reader.optionalFlag("isSearchable") ?? true,
    status: reader.oneOf("status", ["Available", "Deprecated"], "Available"),
    usePreDefinedValuesOnly: reader.optionalFlag("usePreDefinedValuesOnly") ?? false,
    allowedValues: reader.optionalList("allowedValues", readAllowedValue) ?? [],
  };
}

function readAllowedValue(reader: Reader): AllowedValue {
  return { id: reader.text("id"), isActive: reader.optionalFlag("isActive") ?? true };
}

const textFacts = [
  "displayName",
  "userPrincipalName",
  "clientId",
  "servicePrincipalType",
  "userType",
] as const;

/** @throws An Error that says where in the estate something is wrong. */
export function readPrincipal(reader: Reader): PrincipalRecord {
  const principalObjectId = reader.text("principalObjectId").toLowerCase();
  if (!isObjectId(principalObjectId)) throw reader.problem("principalObjectId", "is not an object id");
  const facts = textFacts.flatMap((name) => {
    const text = reader.optionalText(name);
    return text === undefined ? [] : [[name, text] as const];
  });
  const accountEnabled = reader.optionalFlag("accountEnabled");
  return {
    principalType: reader.oneOf("principalType", ["User", "ServicePrincipal"]),
    principalObjectId,
    ...Object.fromEntries(facts),
    ...(accountEnabled !== undefined && { accountEnabled }),
    attributes: readAttributes(reader),
  };
}

function readAttributes(reader: Reader): ReadonlyMap<string, Attributes> {
  const sets = reader.optional("attributes", (attributes) => attributes) ?? new Reader({}, "attributes");
  return new Map(
    sets.entries().map(([set, attributes]) => [
      set,
      new Map(
        attributes.entries().map(([name, value]) => {
          if (!isAttributeValue(value.json)) throw value.problem("", "is not an attribute value");
          return [name, value.json] as const;
        }),
      ),
    ]),
  );
}

function asText(reader: Reader): string {
  if (typeof reader.json !== "string") throw reader.problem("", "must be a string");
  return reader.json;
}

function principalTypeOf(reader: Reader): "User" | "ServicePrincipal" {
  if (reader.json === "User" || reader.json === "ServicePrincipal") return reader.json;
  throw reader.problem("", 'must be "User" or "ServicePrincipal"');
}

/** A value somewhere in a file, and its path for errors. */
export class Reader {
  readonly json: unknown;
  readonly #path: string;

  constructor(json: unknown, path: string) {
    this.json = json;
    this.#path = path;
  }

  get isObject(): boolean {
    return typeof this.json === "object" && this.json !== null && !Array.isArray(this.json);
  }

  problem(name: string, what: string): Error {
    return new Error(`${[this.#path, name].filter((part) => part !== "").join(".")} ${what}.`);
  }

  /** Null is how some programs write what is absent. */
  value(name: string): unknown {
    if (!this.isObject) throw this.problem("", "must be an object");
    const json = this.json as Record<string, unknown>;
    return Object.hasOwn(json, name) ? (json[name] ?? undefined) : undefined;
  }

  text(name: string): string {
    const text = this.optionalText(name);
    if (text === undefined) throw this.problem(name, "is missing");
    return text;
  }

  optionalText(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === "string") return value;
    throw this.problem(name, "must be a string");
  }

  optionalFlag(name: string): boolean | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === "boolean") return value;
    throw this.problem(name, "must be true or false");
  }

  oneOf<const Word extends string>(name: string, words: readonly Word[], usual?: NoInfer<Word>): Word {
    const value = this.value(name) ?? usual;
    const word = words.find((one) => one === value);
    if (word !== undefined) return word;
    throw this.problem(name, `must be one of ${words.join(", ")}`);
  }

  optional<Result>(name: string, read: (reader: Reader) => Result): Result | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : read(this.#at(name, value));
  }

  list<Item>(name: string, read: (reader: Reader) => Item): Item[] {
    const items = this.optionalList(name, read);
    if (items === undefined) throw this.problem(name, "is missing");
    return items;
  }

  optionalList<Item>(name: string, read: (reader: Reader) => Item): Item[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw this.problem(name, "must be a list");
    return value.map((item, index) => read(this.#at(`${name}[${index}]`, item)));
  }

  entries(): [string, Reader][] {
    if (!this.isObject) throw this.problem("", "must be an object");
    return Object.entries(this.json as object).map(([name, value]) => [name, this.#at(name, value)]);
  }

  #at(name: string, value: unknown): Reader {
    return new Reader(value, this.#path === "" ? name : `${this.#path}.${name}`);
  }
}
