import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../entra/place";
import type { PrincipalType } from "../entra/principal";
import type { FoundAttributes, LookUpResults } from "../resources/lookUps/results";
import { startsProviders } from "./engine";
import { warnOfForeignTenant } from "./foreignTenant";
import { lookUpSession } from "./lookUpSession";
import { onceThere, type Dependencies } from "./onceThere";
import { programError } from "./programError";
import { refuseForeignProvider } from "./refuseOptions";
import { mayHoldSecret } from "./secretPlaces";

/** Options of a look-up. It runs in the program, with the configuration of the stack: no provider can be chosen. */
export interface LookUpOptions {
  /** The component that looks. If it hands on a provider of another tenant, Pulumi prints a warning. */
  readonly parent?: pulumi.Resource | undefined;
}

/** Options of a look-up that gives an output. */
export interface LookUpOutputOptions extends LookUpOptions {
  /** Resources that have to exist before the look-up. Those that the arguments come from need not be named. */
  readonly dependsOn?: Dependencies | undefined;
}

type Name = keyof LookUpResults;

/** Looks something up, now. */
export function lookUp<One extends Name>(
  name: One,
  args: object = {},
  options: LookUpOptions = {},
): Promise<LookUpResults[One]> {
  return find(name, { ...args }, options, false);
}

/**
 * Looks something up as soon as the arguments are known. The result is secret if one of them is.
 *
 * @param shown The principals whose values a result shows: it is secret, too, if a resource of the program has a secret there.
 */
export function lookUpOutput<One extends Name>(
  name: One,
  args: object = {},
  { dependsOn, ...options }: LookUpOutputOptions = {},
  shown: (found: LookUpResults[One]) => readonly FoundAttributes[] = () => [],
): pulumi.Output<LookUpResults[One]> {
  return onceThere(args, dependsOn).apply(async (given) => {
    const found = await find(name, given.args, options, given.isProvided);
    return (await mayHoldSecret(placesOf(shown(found), given.args))) ? pulumi.secret(found) : found;
  }) as pulumi.Output<LookUpResults[One]>;
}

function placesOf(shown: readonly FoundAttributes[], args: Record<string, unknown>): Place[] {
  const type = args["principalType"] as PrincipalType;
  return shown.flatMap(({ principalObjectId, attributes }) =>
    Object.keys(attributes).map((attributeSet) => ({
      principal: { type, id: principalObjectId },
      attributeSet,
    })),
  );
}

async function find<One extends Name>(
  name: One,
  args: Record<string, unknown>,
  options: LookUpOptions,
  mayBeNew: boolean,
): Promise<LookUpResults[One]> {
  const who = `look-up ${name}`;
  refuseForeignProvider(who, options);
  if (!startsProviders()) return answerOfMocks(name, args);
  warnOfForeignTenant(who, options.parent);
  // Without this, Pulumi takes a program for ended that waits for nothing but Graph.
  const done = pulumi.runtime.rpcKeepAlive();
  try {
    const [{ lookUps }, session] = await Promise.all([
      import("../resources/lookUps/lookUps"),
      lookUpSession(),
    ]);
    return await lookUps[name](session, args, { mayBeNew });
  } catch (error) {
    throw programError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    done();
  }
}

const lists: readonly Name[] = ["getAttributeSets", "getCustomSecurityAttributeDefinitions", "getPrincipals"];

/** A unit test with Pulumi's mocks answers itself; a list as the only member of an object, as Pulumi wants it. */
function answerOfMocks<One extends Name>(name: One, args: object): Promise<LookUpResults[One]> {
  const token = `customSecurityAttributes:index:${name}`;
  const { invoke, invokeSingle } = pulumi.runtime;
  return (lists.includes(name) ? invokeSingle(token, { ...args }) : invoke(token, { ...args })) as Promise<
    LookUpResults[One]
  >;
}
