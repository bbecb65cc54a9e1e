import type { TokenClaims } from "../../auth/accessToken";
import { actsForUser, holdsRole, isGranted, requirements, type Requirement } from "../../entra/permissions";

/** "perhaps": a directory role that is limited to single attribute sets does not show in a token. */
export type Answer = "yes" | "no" | "perhaps";

export interface Ability {
  readonly name: keyof typeof requirements;
  readonly what: string;
  readonly answer: Answer;
  /** What to do to make it a "yes". */
  readonly missing: string | undefined;
}

export interface Verdict {
  readonly abilities: readonly Ability[];
  /** To which kinds of principals values can be assigned. */
  readonly canAssignTo: readonly ("User" | "ServicePrincipal")[];
}

interface Asked extends Pick<Ability, "name" | "what">, Requirement {}

const asked: readonly Asked[] = [
  { name: "readValues", what: "read values", ...requirements.readValues },
  { name: "writeValues", what: "write values", ...requirements.writeValues },
  {
    name: "readDefinitions",
    what: "read definitions, to check values in previews",
    ...requirements.readDefinitions,
  },
  {
    name: "writeDefinitions",
    what: "write sets and definitions, where the program has resources for them",
    ...requirements.writeDefinitions,
  },
  { name: "findUsers", what: "find users", ...requirements.findUsers },
  {
    name: "findServicePrincipals",
    what: "find service principals",
    ...requirements.findServicePrincipals,
  },
];

/** What Graph will let the bearer of a token do. */
export function judge(claims: TokenClaims): Verdict {
  const abilities = asked.map((ability) => judgeOne(ability, claims));
  const can = (name: Ability["name"]) =>
    abilities.some((ability) => ability.name === name && ability.answer === "yes");
  const kinds = { User: "findUsers", ServicePrincipal: "findServicePrincipals" } as const;
  const canAssignTo = (["User", "ServicePrincipal"] as const).filter(
    (kind) => can("readValues") && can("writeValues") && can(kinds[kind]),
  );
  return { abilities, canAssignTo };
}

function judgeOne({ name, what, ...requirement }: Asked, claims: TokenClaims): Ability {
  const { permissions, roles } = requirement;
  const forUser = actsForUser(claims);
  if (!isGranted(requirement, claims)) {
    const kind = forUser ? "delegated" : "application";
    const missing = `grant the ${kind} permission ${permissions[0]}, with admin consent`;
    return { name, what, answer: "no", missing };
  }
  if (!forUser || roles.length === 0 || holdsRole(requirement, claims)) {
    return { name, what, answer: "yes", missing: undefined };
  }
  const missing =
    `needs the role ${roles.slice(0, 2).join(" or ")} as well; it may have it for single attribute sets, ` +
    "which a token does not show";
  return { name, what, answer: "perhaps", missing };
}
