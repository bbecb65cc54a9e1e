import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../entra/isRecord";
import { propertyPath } from "../pulumi/propertyPath";
import type { FleetArgs, FleetPrincipalArgs } from "./fleetArgs";
import type { PlaceInputs } from "./placeInputs";
import { isLater } from "./told";

/** Calls back with the place of each principal of a fleet, now or as soon as the program knows it. */
export function eachPlaceOfFleet(
  name: string,
  { principalType, attributeSet, attributes, principals }: FleetArgs,
  each: (place: PlaceInputs) => void,
): void {
  whenKnown(principals, (known) => {
    // Malformed inputs are refused by the provider, which says why.
    if (!isRecord(known)) return;
    for (const [label, principal] of Object.entries(known)) {
      whenKnown(principal, (one) => {
        if (!isRecord(one)) return;
        each({
          owner: `${name}.${propertyPath("principals", label)}`,
          path: ["principals", label, "attributes"],
          principalType,
          principalId: one["principalId"] as pulumi.Input<string>,
          attributeSet,
          attributes: together(attributes ?? {}, one["attributes"] ?? {}),
        });
      });
    }
  });
}

/** Maps that hold every attribute of a fleet, some perhaps later. */
export function attributesOfFleet({
  attributes,
  principals,
}: FleetArgs): readonly pulumi.Input<object | undefined>[] {
  if (isLater(principals)) {
    return [attributes, pulumi.output(principals).apply((known) => namesOf(known).named)];
  }
  const { named, later } = namesOf(principals);
  return [attributes, named, ...later];
}

/** All names that principals have values of their own for, and the maps of those that are known later. */
function namesOf(principals: unknown) {
  const named: Record<string, unknown> = {};
  const later: pulumi.Input<object | undefined>[] = [];
  for (const principal of isRecord(principals) ? Object.values(principals) : []) {
    const own = isRecord(principal) ? principal["attributes"] : undefined;
    if (isLater(principal)) {
      const known = pulumi.output(principal) as pulumi.Output<Partial<FleetPrincipalArgs> | undefined>;
      later.push(known.apply((one) => one?.attributes as object | undefined));
    } else if (isLater(own)) later.push(own);
    else if (isRecord(own)) Object.assign(named, own);
  }
  return { named, later };
}

/** The shared values and the own ones of a principal, which win where they are given. */
function together(shared: unknown, own: unknown): pulumi.Input<object> {
  if (isLater(shared) || isLater(own)) {
    const later = pulumi.output(shared as pulumi.Input<object>);
    return later.apply((ours) =>
      pulumi.output(own as pulumi.Input<object>).apply((theirs) => merged(ours, theirs)),
    );
  }
  return merged(shared, own);
}

function merged(shared: unknown, own: unknown): object {
  if (!isRecord(shared) || !isRecord(own)) return isRecord(shared) ? shared : isRecord(own) ? own : {};
  const given = Object.entries(own).filter(([, value]) => value !== undefined && value !== null);
  return given.length === 0 ? shared : { ...shared, ...Object.fromEntries(given) };
}

/** Looks at a value at once, or as soon as it is known, and gives what the look gives. */
export function whenKnown(input: unknown, look: (value: unknown) => unknown): unknown {
  return isLater(input) ? (pulumi.output(input) as pulumi.Output<unknown>).apply(look) : look(input);
}
