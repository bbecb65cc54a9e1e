import * as pulumi from "@pulumi/pulumi";
import { isObjectId } from "../entra/principal";
import type { Place } from "../entra/place";
import { perStack } from "./perStack";
import type { PlaceInputs } from "./placeInputs";

/** Places to which the running program assigns values that are known later, and so may be secret. */
const assigned = perStack((): PlaceInputs[] => []);

/** Remembers a place whose values may be secret: a secret is always an output. */
export function rememberPlace(inputs: PlaceInputs): void {
  if (holdsOutput(inputs.attributes)) assigned()?.push(inputs);
}

/**
 * What a look at a place needs so that a secret of the same program does not come back from the tenant in the clear: Pulumi
 * marks what a resource reads as secret only where it is told to.
 *
 * Whether an output is secret is known later than an option has to be given. So the options get a list that is empty at
 * first, and the id, without which Pulumi does not send the request, waits for it to be filled in.
 *
 * @param placesOf The places that an id is about.
 * @param outputs The outputs that hold values.
 */
export function keepingSecrets(
  options: pulumi.CustomResourceOptions,
  placesOf: (id: string) => readonly Place[],
  outputs: readonly string[],
): pulumi.CustomResourceOptions {
  const { id } = options;
  if (id === undefined || !assigned()) return options;
  const places = assigned() ?? [];
  const additionalSecretOutputs = [...(options.additionalSecretOutputs ?? [])];
  const looked = pulumi.output(id).apply(async (known) => {
    // Resources that are constructed after this one, in the same go, count too.
    await new Promise((resolve) => setImmediate(resolve));
    if (await holdSecret(places, lookedAt(known, placesOf))) additionalSecretOutputs.push(...outputs);
    return known;
  });
  return { ...options, id: looked, additionalSecretOutputs };
}

/** Whether a resource of the running program has a secret in one of these places. */
export function mayHoldSecret(places: readonly Place[]): Promise<boolean> {
  return holdSecret(assigned() ?? [], places);
}

function lookedAt(id: string, placesOf: (id: string) => readonly Place[]): readonly Place[] {
  try {
    return placesOf(id);
  } catch {
    // The provider refuses such an id, and says why.
    return [];
  }
}

async function holdSecret(assigned: readonly PlaceInputs[], looked: readonly Place[]): Promise<boolean> {
  const answers = assigned.map(
    async (inputs) => (await mayBeOneOf(inputs, looked)) && (await isSecret(inputs.attributes)),
  );
  return (await Promise.all(answers)).includes(true);
}

/** Whether inputs may be about these places: what is not known yet, and a user principal name, may be about any. */
async function mayBeOneOf(inputs: PlaceInputs, places: readonly Place[]): Promise<boolean> {
  const [principalType, principalId, attributeSet] = await Promise.all(
    [inputs.principalType, inputs.principalId, inputs.attributeSet].map(ifKnown),
  );
  return places.some(
    ({ principal, ...place }) =>
      (principalType === undefined || principalType === principal.type) &&
      (attributeSet === undefined || attributeSet === place.attributeSet) &&
      (principalId === undefined || !isObjectId(principalId) || principalId.toLowerCase() === principal.id),
  );
}

/** The value if it is there by now. Waiting for it could mean to wait for the very resource that asks. */
function ifKnown(input: pulumi.Input<string>): Promise<string | undefined> {
  if (typeof input === "string") return Promise.resolve(input);
  return now(new Promise((resolve) => void pulumi.output(input).apply(resolve)), undefined);
}

/** A value that is not there yet counts as secret, for the same reason. */
function isSecret(value: unknown): Promise<boolean> {
  return now(pulumi.isSecret(pulumi.output(value)), true);
}

/** What a promise has come to by now, or something else. */
async function now<T>(promise: Promise<T>, otherwise: T): Promise<T> {
  const soon = new Promise<T>((resolve) => setImmediate(() => setImmediate(() => resolve(otherwise))));
  return Promise.race([promise.catch(() => otherwise), soon]);
}

function holdsOutput(value: unknown): boolean {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsOutput);
}
