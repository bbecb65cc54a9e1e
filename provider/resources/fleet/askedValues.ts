import type { Place } from "../../entra/place";
import { propertyPath } from "../../pulumi/propertyPath";
import { counted } from "../../report/summary";
import type { Asked, AskedValues } from "../assignment/definitionCheck";
import { changedValues } from "../assignment/definitions";
import { placeIn, valuesIn, type Draft } from "../assignment/draft";
import type { Finding } from "../assignment/finding";
import { draftAt, principalsIn, valuePath, type FleetDraft } from "./draft";

/** A value, where it stands first, for how many principals, and the first of them. */
interface AskedValue {
  readonly value: unknown;
  readonly path: string;
  readonly places: Place[];
  count: number;
}

/** So many principals of a value are worth a look whether they have it. */
const mostPlaces = 5;

/** An attribute may be limited to 100 values, so if there are many more, many of the first ones are wrong. */
const mostValues = 1_000;

/** The values of a fleet. Each is asked about once, however many principals have it. */
export function askedValues(olds: FleetDraft, news: FleetDraft): AskedValues {
  const all = new DistinctValues();
  const changed = new DistinctValues();
  const before = formerDrafts(olds);
  for (const [label, principal] of principalsIn(news)) {
    const { assignment: draft } = principal;
    const place = placeIn(draft);
    const pathOf = (name: string) => valuePath(label, principal, name);
    all.add(valuesIn(draft), place, pathOf);
    changed.add(changedValues(before(label, draft), draft), place, pathOf);
  }
  return { all: all.layers(), changed: changed.layers() };
}

/** Gives what the last run assigned to the same principal, at whatever label. */
function formerDrafts(olds: FleetDraft): (label: string, draft: Draft) => Draft {
  const labels = new Map<unknown, string>();
  for (const [label, { assignment }] of principalsIn(olds)) labels.set(assignment.principalId, label);
  return (label, { principalId }) => {
    const atLabel = draftAt(olds, label);
    return atLabel.principalId === principalId ? atLabel : draftAt(olds, labels.get(principalId) ?? label);
  };
}

class DistinctValues {
  readonly #byName = new Map<string, Map<string, AskedValue>>();

  add(
    values: ReadonlyMap<string, unknown>,
    place: Place | undefined,
    pathOf: (name: string) => string,
  ): void {
    for (const [name, value] of values) {
      const known = this.#byName.get(name) ?? new Map<string, AskedValue>();
      this.#byName.set(name, known);
      const key = JSON.stringify(value);
      let one = known.get(key);
      if (!one && known.size >= mostValues) continue;
      if (!one) known.set(key, (one = { value, path: pathOf(name), places: [], count: 0 }));
      one.count++;
      if (place && one.places.length < mostPlaces) one.places.push(place);
    }
  }

  layers(): Asked[] {
    return layers(this.#byName);
  }
}

/** A question holds one value for each name, so there are as many of them as the name with the most values has. */
function layers(byName: ReadonlyMap<string, ReadonlyMap<string, AskedValue>>): Asked[] {
  const names = [...byName].map(([name, values]) => [name, [...values.values()]] as const);
  const count = Math.max(0, ...names.map(([, values]) => values.length));
  return Array.from({ length: count }, (_, index): Asked => {
    const layer = new Map(
      names.flatMap(([name, values]): [string, AskedValue][] => {
        const one = values[index];
        return one ? [[name, one]] : [];
      }),
    );
    return {
      values: new Map([...layer].map(([name, { value }]) => [name, value])),
      placesOf: (name) => layer.get(name)?.places ?? [],
      locate: (finding) => located(finding, finding.name === undefined ? undefined : layer.get(finding.name)),
    };
  });
}

function located(
  { name, path, reason }: Finding,
  asked: AskedValue | undefined,
): Pick<Finding, "path" | "reason"> {
  if (!asked || name === undefined) return { path, reason };
  const below = path.slice(propertyPath("attributes", name).length);
  const others = asked.count > 1 ? ` (${counted(asked.count)} principals have this value)` : "";
  return { path: `${asked.path}${below}`, reason: `${reason}${others}` };
}
