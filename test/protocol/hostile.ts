import fc from "fast-check";
import { aliceInputs } from "../support/provider/aliceAssignment";
import type { Properties } from "../support/provider/providerProcess";
import { alice, bob, orders } from "../support/tenant";
import { unknown } from "../support/provider/unknown";

/** Stands in every text that is a value, and in none that is a name. */
export const marker = "clandestine";

/** Texts that mean something to a URL, a header, a shell, a terminal, JSON or JavaScript. */
const pieces = [
  ...["/", "//", "\\", "?", "#", "%", "&", "=", ";", ":", "@", "'", '"', "`", "$", "(", ")", " ", "."],
  ...["..", "../", "/..", "./", "%2e%2e", "%2F", "%5c", "%23", "%3F", "%00", "%0d%0a", "%", "%zz", "+"],
  ...["\r\nX-Injected: yes", "\r\n\r\nGET /v1.0/me HTTP/1.1", "\n", "\r", "\t", "\0", "\u001b[2J", "\u007f"],
  ...["\u202e", "\u200b", "\ufeff", "\u2028", "\ud800", "\udc00", "\u{1f600}", "İ", "ß", "e\u0301"],
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "__provider"],
  ...["https://localhost:1/", "//localhost:1", "$batch", "$value", "me", "applications", "v1.0", "beta"],
  ...["?$select=id", "')", "/customSecurityAttributes", unknown, "null", "undefined", "[object Object]"],
];

const odd = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...pieces) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);

/** Text with nothing of a principal in it. */
const hostileText: fc.Arbitrary<string> = fc
  .array(odd, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(""));

const principals = [alice.id, bob.id, orders.id, alice.userPrincipalName, alice.id.toUpperCase()];

/** Text that an attacker would like to be taken for the id of a principal. */
const hostilePrincipal: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom("", ...principals), hostileText, fc.constantFrom("", ...principals))
  .map((parts) => parts.join(""));

/** A resource id with something wrong in one of its places, or all of them. */
export const hostileId: fc.Arbitrary<string> = fc.oneof(
  hostilePrincipal,
  fc
    .tuple(
      fc.oneof(fc.constantFrom("users", "servicePrincipals"), hostileText),
      fc.oneof(fc.constantFrom(alice.id, orders.id), hostilePrincipal),
      fc.oneof(fc.constant("Engineering"), hostileText),
    )
    .map((parts) => parts.join("/")),
);

const text = hostileText.map((odd) => `${marker}${odd}`);

const scalar = fc.oneof(
  text,
  fc.constant(unknown),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);

/** A value as JSON can carry it: right, wrong, nested, or not known yet somewhere in the depth. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(hostileText, tie("value"), { maxKeys: 4 }),
  ),
}));

const validNames = ["Level", "NumVendors", "Project", "CostCenter", "Certification", "level", "LEVEL"];

const attributes = fc.dictionary(fc.oneof(fc.constantFrom(...validNames), hostileText), value, {
  maxKeys: 6,
});

/** Inputs of which any may be wrong in any way, or missing, and with some that do not exist. */
export const hostileInputs: fc.Arbitrary<Properties> = fc
  .tuple(
    fc.record(
      {
        principalType: fc.oneof(fc.constantFrom("User", "ServicePrincipal"), value),
        principalId: fc.oneof(hostilePrincipal, value),
        attributeSet: fc.oneof(fc.constantFrom("Engineering", "Marketing"), hostileText, value),
        attributes: fc.oneof(attributes, value),
        onConflict: fc.oneof(fc.constantFrom("fail", "overwrite"), value),
        onDelete: fc.oneof(fc.constantFrom("clear", "force"), value),
      },
      { requiredKeys: [] },
    ),
    fc.dictionary(hostileText, value, { maxKeys: 2 }),
  )
  .map(([inputs, others]) => ({ ...others, ...inputs }));

/** Inputs that are right but for one of them, if that is wrong. */
export const nearlyRightInputs: fc.Arbitrary<Properties> = hostileInputs.chain((inputs) => {
  const right = aliceInputs({ NumVendors: 4 });
  const keys = Object.keys(inputs);
  if (keys.length === 0) return fc.constant(right);
  return fc.constantFrom(...keys).map((key) => ({ ...right, [key]: inputs[key] }));
});

/** Inputs that would write, were it not for the id of their principal. */
export const inputsForHostilePrincipal: fc.Arbitrary<Properties> = fc
  .tuple(hostilePrincipal, fc.constantFrom("User", "ServicePrincipal"))
  .map(([principalId, principalType]) => aliceInputs({ NumVendors: 4 }, { principalId, principalType }));
