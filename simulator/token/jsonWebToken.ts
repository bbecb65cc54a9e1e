import { constants, sign, verify, type KeyObject } from "node:crypto";
import { isObject, type JsonObject } from "../directory/json";

/** A token taken apart. Nothing in it is to be believed before its signature has been verified. */
export interface JsonWebToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly signed: string;
  readonly signature: Buffer;
}

/** Undefined for anything that is not a token at all. */
export function parseToken(text: string): JsonWebToken | undefined {
  const [header, claims, signature, ...more] = text.split(".");
  if (!header || !claims || !signature || more.length > 0) return undefined;
  const parts = [header, claims].map(parsePart);
  if (!parts[0] || !parts[1]) return undefined;
  return {
    header: parts[0],
    claims: parts[1],
    signed: `${header}.${claims}`,
    signature: Buffer.from(signature, "base64url"),
  };
}

export function signToken(claims: JsonObject, key: KeyObject, header: JsonObject = {}): string {
  const encode = (part: JsonObject) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${encode({ typ: "JWT", alg: "RS256", ...header })}.${encode(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}

/** Knows the algorithms of certificates (RS256, PS256) and of the issuers of workload identities (ES256 too). */
export function isSignedBy({ header, signed, signature }: JsonWebToken, key: KeyObject): boolean {
  const data = Buffer.from(signed);
  if (header["alg"] === "RS256") return verify("sha256", data, key, signature);
  if (header["alg"] === "PS256") {
    return verify("sha256", data, { key, padding: constants.RSA_PKCS1_PSS_PADDING }, signature);
  }
  return header["alg"] === "ES256" && verify("sha256", data, { key, dsaEncoding: "ieee-p1363" }, signature);
}

function parsePart(encoded: string): JsonObject | undefined {
  try {
    const part: unknown = JSON.parse(Buffer.from(encoded, "base64url").toString("utf8"));
    return isObject(part) ? part : undefined;
  } catch {
    return undefined;
  }
}
