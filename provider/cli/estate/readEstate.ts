import { readFile } from "node:fs/promises";
import { isObjectId } from "../../entra/principal";
import { isEntraValue, type Attributes } from "../../entra/values";
import { wrongUse } from "../commandError";
import type { AllowedValue, AttributeSetRecord, DefinitionRecord } from "../../entra/definitionRecord";
import type { PrincipalRecord } from "../../entra/principalRecord";
import type { Estate, SelectionRecord } from "./estate";
import { Reader } from "./reader";

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
    throw new Error("it is not an estate: it has no version.");
  }
  if (estate.value("version") !== version) {
    const found = JSON.stringify(estate.value("version"));
    throw new Error(`it has version ${found}, and this release reads version ${version} only.`);
  }
  const attributeSets = estate.optionalList("attributeSets", readAttributeSet);
  const definitions = estate.optionalList("definitions", readDefinition);
  const principals = estate.list("principals", readPrincipal);
  estate.refuseTwins("attributeSets", attributeSets, ({ name }) => name);
  estate.refuseTwins("definitions", definitions, ({ attributeSet, name }) =>
    JSON.stringify([attributeSet, name]),
  );
  estate.refuseTwins("principals", principals, ({ principalObjectId }) => principalObjectId);
  return {
    tenantId: estate.text("tenantId"),
    selection: estate.optional("selection", readSelection),
    attributeSets,
    definitions,
    principals,
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
  const maximum = reader.optionalWholeNumber("maxAttributesPerSet");
  return {
    name: reader.text("name"),
    ...(description !== undefined && { description }),
    ...(maximum !== undefined && { maxAttributesPerSet: maximum }),
  };
}

function readDefinition(reader: Reader): DefinitionRecord {
  const description = reader.optionalText("description");
  const allowedValues = reader.optionalList("allowedValues", readAllowedValue) ?? [];
  reader.refuseTwins("allowedValues", allowedValues, ({ id }) => id);
  return {
    attributeSet: reader.text("attributeSet"),
    name: reader.text("name"),
    ...(description !== undefined && { description }),
    type: reader.oneOf("type", ["String", "Integer", "Boolean"]),
    isCollection: reader.optionalFlag("isCollection") ?? false,
    isSearchable: reader.optionalFlag("isSearchable") ?? true,
    status: reader.oneOf("status", ["Available", "Deprecated"], "Available"),
    usePreDefinedValuesOnly: reader.optionalFlag("usePreDefinedValuesOnly") ?? false,
    allowedValues,
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
          if (!isEntraValue(value.json)) throw value.problem("", "is not an attribute value");
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
