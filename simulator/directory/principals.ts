import type { NewPrincipal, Presence, Principal, PrincipalKind } from "./principal";
import { ReplicatedValues } from "./replicatedValues";

/** Which property, besides the object id, can name an object of this kind in a URL (§7). */
const alternateKeys: Record<PrincipalKind, string> = {
  user: "userPrincipalName",
  servicePrincipal: "appId",
  application: "appId",
  group: "id",
  device: "deviceId",
};

/** Milliseconds until all replicas know what one of them took. */
export interface ReplicationLag {
  readonly values: number;
  readonly newObjects: number;
  readonly definitions: number;
}

/** All objects of the tenant, as each replica knows them. */
export class Principals {
  readonly #all = new Map<string, Principal>();
  readonly #lag: ReplicationLag;

  constructor(lag: ReplicationLag) {
    this.#lag = lag;
  }

  add({ kind, properties, values }: NewPrincipal, presence: Presence): Principal {
    const id = String(properties["id"]).toLowerCase();
    const principal = {
      kind,
      id,
      properties,
      values: new ReplicatedValues(values, this.#lag.values),
      presence,
    };
    this.#all.set(id, principal);
    return principal;
  }

  /** Looks at the tenant itself, wherever its replicas are. */
  find(key: string, kind?: PrincipalKind): Principal | undefined {
    const byId = this.#all.get(key.toLowerCase());
    if (byId)
      return byId.presence.removedAt === undefined && (!kind || byId.kind === kind) ? byId : undefined;
    return [...this.#all.values()].find(
      (principal) =>
        principal.presence.removedAt === undefined &&
        (!kind || principal.kind === kind) &&
        hasAlternateKey(principal, key),
    );
  }

  byId(id: string, replica: number, at: number): Principal | undefined {
    const principal = this.#all.get(id.toLowerCase());
    return principal && this.#isKnown(principal, replica, at) ? principal : undefined;
  }

  byAlternateKey(kind: PrincipalKind, key: string, replica: number, at: number): Principal | undefined {
    return this.list(kind, replica, at).find((principal) => hasAlternateKey(principal, key));
  }

  list(kind: PrincipalKind, replica: number, at: number): Principal[] {
    return [...this.#all.values()].filter(
      (principal) => principal.kind === kind && this.#isKnown(principal, replica, at),
    );
  }

  /** All that have not been removed, wherever replicas are. */
  latest(): Principal[] {
    return [...this.#all.values()].filter(({ presence }) => presence.removedAt === undefined);
  }

  /** The replica that is told first forgets the object at once, the others after the lag. */
  remove(principal: Principal, at: number): void {
    principal.presence.removedAt = at;
  }

  /** Undoes `add`, for a creation that turned out to be refused. */
  forget({ id }: Principal): void {
    this.#all.delete(id);
  }

  #isKnown({ presence }: Principal, replica: number, at: number): boolean {
    const isFirst = replica === presence.replica;
    const { from, removedAt = Infinity } = presence;
    const knownFrom = from + (isFirst ? 0 : this.#lag.newObjects);
    const forgottenAt = removedAt + (isFirst ? 0 : this.#lag.values);
    return knownFrom <= at && at < forgottenAt;
  }
}

function hasAlternateKey(principal: Principal, key: string): boolean {
  const value = principal.properties[alternateKeys[principal.kind]];
  return typeof value === "string" && value.toLowerCase() === key.toLowerCase();
}
