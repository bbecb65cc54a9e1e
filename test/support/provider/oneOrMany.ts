import { aliceId, aliceInputs, aliceOuts } from "./aliceAssignment";
import { fleetId, fleetInputs } from "./fleet";
import type { Properties } from "./providerProcess";
import { alice, bob } from "../tenant";

/** A principal beside Alice and Bob. */
export const carol = {
  id: "ca201000-0000-4000-8000-000000000004",
  userPrincipalName: "carol@contoso.example",
};

/** An assignment of the set Engineering to Alice, in one of the forms that a program can give it. */
export interface Form {
  readonly name: string;
  readonly id: string;
  /** The others of the same resource. Each has `others` in the tenant when a story has ended well. */
  readonly company: readonly { readonly id: string }[];
  inputs(attributes: Properties, options?: Properties): Properties;
  /** @param drifted Names of Alice's. */
  outs(attributes: Properties, drifted?: readonly string[], options?: Properties): Properties;
  /** What a refresh adds to the outputs where something is missing. */
  readonly listsMissing: Properties;
  /** What an error and a line call Alice's part. */
  readonly alice: RegExp;
}

/** What the others of a fleet are assigned. */
export const others = { ProjectDate: "2022-10-01" };

const single: Form = {
  name: "a single assignment",
  id: aliceId,
  company: [],
  inputs: aliceInputs,
  outs: (attributes, drifted = [], options = {}) =>
    aliceOuts(attributes, { ...options, drifted: [...drifted] }),
  listsMissing: {},
  alice: new RegExp(`user ${alice.id}`),
};

function fleetOf(name: string, company: readonly { readonly id: string }[]): Form {
  const labelled = (attributes: Properties) => ({
    ...Object.fromEntries(
      company.map(({ id }, index) => [`other ${index}`, { principalId: id, attributes: others }]),
    ),
    "alice's": { principalId: alice.id, attributes },
  });
  const inputs = (attributes: Properties, options: Properties = {}) =>
    fleetInputs(labelled(attributes), options);
  return {
    name,
    id: fleetId,
    company,
    inputs,
    outs: (attributes, drifted = [], options = {}) => ({
      ...inputs(attributes, options),
      ...(drifted.length > 0 && { drifted: { "alice's": [...drifted] } }),
    }),
    listsMissing: { __listsMissing: true },
    alice: /"alice's"/,
  };
}

/** Whatever is told of one assignment has to be true of all of them. */
export const forms: readonly Form[] = [
  single,
  fleetOf("a fleet of one", []),
  fleetOf("the odd one of a fleet of three", [bob, carol]),
];
