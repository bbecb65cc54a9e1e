/** An attribute set, or an attribute of one. What is undefined may have any name. */
export type SchemaName =
  | { readonly kind: "set"; readonly attributeSet: string | undefined }
  | {
      readonly kind: "attribute";
      readonly attributeSet: string | undefined;
      readonly attribute: string | undefined;
    };

/** A set and attributes of it, which a resource takes for there. What is undefined may have any name. */
export interface Needs {
  readonly attributeSet: string | undefined;
  readonly attributes: readonly string[] | undefined;
}

/** Resources by the attribute sets and the attributes that they define, or need. The first of a name stays. */
export class SchemaIndex<Resource> {
  readonly #sets = new Map<string, Resource>();
  readonly #attributes = new Map<string, Map<string, Resource>>();
  /** Those of which not all is known. */
  readonly #vague: (readonly [Resource, SchemaName])[] = [];

  add(resource: Resource, name: SchemaName): void {
    const { attributeSet } = name;
    if (attributeSet === undefined) this.#vague.push([resource, name]);
    else if (name.kind === "set") addFirst(this.#sets, attributeSet, resource);
    else if (name.attribute === undefined) this.#vague.push([resource, name]);
    else {
      const inSet = this.#attributes.get(attributeSet) ?? new Map<string, Resource>();
      this.#attributes.set(attributeSet, inSet);
      addFirst(inSet, name.attribute, resource);
    }
  }

  /** The resource of a name; undefined where there is none, or where the name is not known. */
  get(name: SchemaName): Resource | undefined {
    if (name.attributeSet === undefined) return undefined;
    if (name.kind === "set") return this.#sets.get(name.attributeSet);
    return name.attribute === undefined
      ? undefined
      : this.#attributes.get(name.attributeSet)?.get(name.attribute);
  }

  /** The resources of the set and of the attributes that are needed, by their names. */
  matching({ attributeSet, attributes = [] }: Needs): Resource[] {
    return attributeSet === undefined ? [] : this.#named({ attributeSet, attributes });
  }

  /** Those, and all that may turn out to be of such a name. */
  possible(needs: Needs): Resource[] {
    const vague = this.#vague.filter(([, name]) => mayBeNeeded(name, needs)).map(([resource]) => resource);
    return [...this.#named(needs), ...vague];
  }

  #named({ attributeSet, attributes }: Needs): Resource[] {
    const ofAttributes = pick(this.#attributes, attributeSet).flatMap((inSet) =>
      attributes ? attributes.flatMap((attribute) => pick(inSet, attribute)) : [...inSet.values()],
    );
    return [...pick(this.#sets, attributeSet), ...ofAttributes];
  }
}

/** What is under a key, or everything where the key is not known. */
function pick<Value>(map: ReadonlyMap<string, Value>, key: string | undefined): Value[] {
  if (key === undefined) return [...map.values()];
  const value = map.get(key);
  return value === undefined ? [] : [value];
}

function mayBeNeeded(name: SchemaName, { attributeSet, attributes }: Needs): boolean {
  if ((name.attributeSet ?? attributeSet) !== (attributeSet ?? name.attributeSet)) return false;
  if (name.kind === "set" || attributes === undefined) return true;
  return name.attribute === undefined ? attributes.length > 0 : attributes.includes(name.attribute);
}

function addFirst<Resource>(resources: Map<string, Resource>, name: string, resource: Resource): void {
  if (!resources.has(name)) resources.set(name, resource);
}
