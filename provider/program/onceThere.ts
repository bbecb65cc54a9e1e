import * as pulumi from "@pulumi/pulumi";

/** Pulumi's SDK does not declare these members. They have had the same names since the oldest SDK that is supported. */
interface Undeclared {
  readonly allResources?: (this: unknown) => Promise<Iterable<pulumi.Resource>>;
  readonly __childResources?: Iterable<pulumi.Resource>;
}

export type Dependencies = pulumi.Input<pulumi.Input<pulumi.Resource>[]> | pulumi.Input<pulumi.Resource>;

/** Arguments that are known, and that come from nothing that does not exist yet. */
export interface Given {
  readonly args: Record<string, unknown>;
  /** Whether they, or the option `dependsOn`, come from other resources. */
  readonly isProvided: boolean;
}

/**
 * The arguments of a look-up, as soon as every resource exists that they and the option `dependsOn` come from. Where one
 * does not exist yet, in a preview, no request is sent and the result is unknown: Pulumi's own look-ups do the same.
 */
export function onceThere(args: object, dependsOn: Dependencies | undefined): pulumi.Output<Given> {
  const given = pulumi.output(args);
  const named: pulumi.Output<unknown> = pulumi.output(dependsOn ?? []);
  const explicit = named.apply((resources) => idsOf([resources].flat() as pulumi.Resource[]));
  const implicit = pulumi.output(resourcesOf(given)).apply((resources) => idsOf(resources));
  return pulumi.all([given, implicit, explicit]).apply(([known, ...ids]) => ({
    args: known as Record<string, unknown>,
    isProvided: ids.flat().length > 0,
  }));
}

async function resourcesOf(output: pulumi.Output<unknown>): Promise<pulumi.Resource[]> {
  return [...((await (output as Undeclared).allResources?.()) ?? [])];
}

/** The ids of resources, and of all that is in a component. */
function idsOf(resources: readonly pulumi.Resource[]): pulumi.Output<string[]> {
  const ids = [...new Set(resources.flatMap(withChildren))].flatMap((resource) =>
    pulumi.CustomResource.isInstance(resource) ? [resource.id] : [],
  );
  return pulumi.all(ids);
}

function withChildren(resource: pulumi.Resource): pulumi.Resource[] {
  if (pulumi.CustomResource.isInstance(resource)) return [resource];
  return [...((resource as Undeclared).__childResources ?? [])].flatMap(withChildren);
}
