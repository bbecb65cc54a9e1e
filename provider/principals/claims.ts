import { formatId, type Place } from "../entra/place";
import { isObjectId, isPrincipalName } from "../entra/principal";

/** A name that two resources of a program ask for, and how the other one calls the principal. */
export interface SharedName {
  readonly name: string;
  readonly principalId: string;
}

/**
 * The names that the resources of the running program ask for. Pulumi renames and replaces by creating the new resource
 * before it deletes the old one, so a name that the old one gives up may belong to the new one already: it must stay.
 *
 * One user may be meant by object id and by user principal name. Only the tenant knows which name belongs to which user, so
 * claims are kept as the program wrote them, and `resolve` brings the two together.
 */
export class Claims {
  /** Claimed names by place, the place as the program names it. */
  readonly #names = new Map<string, Set<string>>();
  /** User principal names under which an attribute of a set is claimed, and whose users are not known yet. */
  readonly #unresolved = new Map<string, Set<string>>();
  /** Ids as the program spells them. */
  readonly #spellings = new Map<string, string>();
  readonly #refused = new Map<string, Set<string>>();
  readonly #announced = new Map<string, Set<string>>();
  /** Object ids by user principal name, and the other way round; `undefined` for a name that no user has. */
  readonly #objectIds = new Map<string, string | undefined>();
  readonly #principalNames = new Map<string, Set<string>>();

  claim(place: Place, names: Iterable<string>): void {
    this.#note(this.#names, place, names);
  }

  /** A resource that the engine has not come to yet is going to ask for these names. */
  announce(place: Place, names: readonly string[]): void {
    const key = keyOf(place);
    // It is most of what there is to be noted, and a claim says more.
    if (names.every((name) => has(this.#names, key, name))) return;
    this.#note(this.#announced, place, names);
  }

  #note(claims: Map<string, Set<string>>, place: Place, names: Iterable<string>): void {
    const { principal, attributeSet } = place;
    const claimed = addTo(claims, keyOf(place), names);
    if (principal.id !== fold(principal.id)) this.#spellings.set(fold(principal.id), principal.id);
    // Text that cannot be a user principal name must not be looked up: claims are made before the inputs are checked.
    if (isObjectId(principal.id) || !isPrincipalName(principal.id)) return;
    if (this.#objectIds.has(fold(principal.id))) return;
    for (const name of claimed) addTo(this.#unresolved, `${attributeSet}/${name}`, [fold(principal.id)]);
  }

  /** Notes which object a user principal name means; `undefined` when the tenant does not know it. */
  resolve(principalName: string, objectId: string | undefined): void {
    if (isObjectId(principalName)) return;
    this.#objectIds.set(fold(principalName), objectId);
    if (objectId !== undefined) addTo(this.#principalNames, objectId, [fold(principalName)]);
  }

  /** The resource that asks for these names has failed: it is not going to take them in this run. */
  refuse(place: Place, names: Iterable<string>): void {
    addTo(this.#refused, keyOf(place), names);
  }

  /** Whether a name is asked for by a resource that can take it. */
  isClaimed(place: Place, name: string): boolean {
    return this.#keysOf(place).some((key) => has(this.#names, key, name) && !has(this.#refused, key, name));
  }

  /** Whether a name is asked for by a resource that has failed in this run. */
  isRefused(place: Place, name: string): boolean {
    return !this.isClaimed(place, name) && this.#keysOf(place).some((key) => has(this.#refused, key, name));
  }

  /** Whether a name is going to be asked for, by a resource that the engine has not come to yet. */
  isAnnounced(place: Place, name: string): boolean {
    if (this.isClaimed(place, name) || this.isRefused(place, name)) return false;
    return this.#keysOf(place).some((key) => has(this.#announced, key, name));
  }

  /** User principal names that may mean the user of a place, and under which one of these names is claimed. */
  unresolved({ principal, attributeSet }: Place, names: Iterable<string>): string[] {
    if (principal.type !== "User") return [];
    const candidates = new Set<string>();
    for (const name of names) {
      const users = this.#unresolved.get(`${attributeSet}/${name}`) ?? new Set<string>();
      for (const user of users) {
        if (this.#objectIds.has(user)) users.delete(user);
        else candidates.add(user);
      }
    }
    return [...candidates].map((user) => this.#spellings.get(user) ?? user);
  }

  /** Names of a resource that another one claims for the same principal, under another spelling of it. */
  claimedElsewhere(place: Place, names: Iterable<string>): SharedName[] {
    const { principal, attributeSet } = place;
    const objectId = isObjectId(principal.id) ? principal.id : this.#objectIds.get(fold(principal.id));
    if (objectId === undefined) return [];
    const others = this.#spellingsOf(objectId).filter((id) => id !== fold(principal.id));
    return [...names].flatMap((name) =>
      others
        .filter((id) => has(this.#names, keyOf({ principal: { ...principal, id }, attributeSet }), name))
        .map((id) => ({ name, principalId: this.#spellings.get(id) ?? id })),
    );
  }

  #keysOf({ principal, attributeSet }: Place): string[] {
    return this.#spellingsOf(principal.id).map((id) =>
      keyOf({ principal: { ...principal, id }, attributeSet }),
    );
  }

  #spellingsOf(id: string): string[] {
    return [fold(id), ...(this.#principalNames.get(fold(id)) ?? [])];
  }
}

function fold(id: string): string {
  return id.toLowerCase();
}

function keyOf({ principal, attributeSet }: Place): string {
  return formatId({ principal: { ...principal, id: fold(principal.id) }, attributeSet });
}

function addTo(map: Map<string, Set<string>>, key: string, values: Iterable<string>): Set<string> {
  const set = map.get(key) ?? new Set<string>();
  for (const value of values) set.add(value);
  map.set(key, set);
  return set;
}

function has(map: ReadonlyMap<string, ReadonlySet<string>>, key: string, value: string): boolean {
  return map.get(key)?.has(value) ?? false;
}
