import type { Assumptions } from "../assumptions";
import type { Access } from "./access";
import { AttributeCatalogue } from "./attributeCatalogue";
import type { AttributeSetSeed, DefinitionSeed } from "./attributeDefinition";
import type { AttributeValues } from "./attributeValue";
import { hasValues, type Principal, type PrincipalKind } from "./principal";
import { Principals, type ReplicationLag } from "./principals";
import { accessDenied, badRequest, resourceNotFound } from "./refusal";
import { RoleAssignments } from "./roleAssignments";
import { parseValuesPatch } from "./valuesPatch";

export interface DirectoryRules {
  readonly attributeSets: readonly AttributeSetSeed[];
  readonly definitions: readonly DefinitionSeed[];
  readonly lag: ReplicationLag;
  readonly assume: Assumptions;
}

/** From where one request looks at the directory: who asks, which replica answers, and when. */
export interface Viewpoint {
  readonly access: Access;
  readonly replica: number;
  readonly at: number;
}

/** How a URL names an object: by its id, or by the other property that is unique. */
export interface PrincipalKey {
  readonly kind: PrincipalKind;
  readonly key: string;
  readonly by: "id" | "alternateKey" | "either";
}

/** The tenant and its rules. It knows nothing of HTTP or JSON. */
export class Directory {
  readonly catalogue: AttributeCatalogue;
  readonly principals: Principals;
  readonly roleAssignments = new RoleAssignments();
  readonly assume: Assumptions;

  constructor({ attributeSets, definitions, lag, assume }: DirectoryRules) {
    this.catalogue = new AttributeCatalogue(attributeSets, definitions, {
      nameCase: assume.nameCase,
      lag: lag.definitions,
    });
    this.principals = new Principals(lag);
    this.assume = assume;
  }

  /** The permission comes first: a caller who may not read learns nothing about what there is. */
  get({ kind, key, by }: PrincipalKey, { access, replica, at }: Viewpoint): Principal {
    if (!access.mayReadObjects(kind)) throw accessDenied();
    const byId = by === "alternateKey" ? undefined : this.principals.byId(key, replica, at);
    const principal = by === "id" ? byId : (byId ?? this.principals.byAlternateKey(kind, key, replica, at));
    if (principal?.kind !== kind) throw resourceNotFound(key);
    return principal;
  }

  list(kind: PrincipalKind, { access, replica, at }: Viewpoint): Principal[] {
    if (!access.mayReadObjects(kind)) throw accessDenied();
    return this.principals.list(kind, replica, at);
  }

  /** What the caller sees. `null` stands for "nothing assigned" and "nothing you may see" alike (§2.4). */
  readValues(principal: Principal, { access, replica, at }: Viewpoint): AttributeValues | null {
    return this.#visible(principal.values.on(replica, at), access);
  }

  /** What a search with `ConsistencyLevel: eventual` sees. */
  searchValues(principal: Principal, { access, at }: Viewpoint): AttributeValues | null {
    return this.#visible(principal.values.everywhere(at), access);
  }

  /** Merges the `customSecurityAttributes` of a PATCH into the object, or refuses all of it. */
  patchValues(principal: Principal, body: unknown, { access, replica, at }: Viewpoint): void {
    if (!hasValues(principal.kind)) throw badRequest("Invalid property 'customSecurityAttributes'.");
    const changes = parseValuesPatch(body, {
      catalogue: this.catalogue,
      current: principal.values.latest(),
      mayWrite: (attributeSet) => access.mayWriteValues(attributeSet),
      assume: this.assume,
      at,
    });
    principal.values.write(changes, replica, at);
  }

  /** A PATCH by someone who may write no attribute set at all is refused before it is read. */
  refuseWritersOfNothing({ access }: Viewpoint): void {
    const names = [undefined, ...this.catalogue.sets().map(({ id }) => id)];
    if (!names.some((name) => access.mayWriteValues(name))) throw accessDenied();
  }

  #visible(values: AttributeValues, access: Access): AttributeValues | null {
    const keepsEmpty = this.assume.emptiedSet === "onlyType";
    const sets = Object.entries(values).filter(
      ([attributeSet, attributes]) =>
        access.mayReadValues(attributeSet) && (keepsEmpty || Object.keys(attributes).length > 0),
    );
    const hasValues = sets.some(([, attributes]) => Object.keys(attributes).length > 0);
    return hasValues ? Object.fromEntries(sets) : null;
  }
}
