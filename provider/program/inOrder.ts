import * as pulumi from "@pulumi/pulumi";
import { perStack } from "./perStack";
import { SchemaOrder, type Beginning } from "./schemaOrder";
import type { SchemaRole } from "./schemaRole";

const orders = perStack(() => new SchemaOrder((message) => void pulumi.log.warn(message)));

/**
 * Lets a resource depend on what the program has constructed before it and what it needs: on the definitions of the
 * attributes that it assigns, and on their set. So Pulumi creates them in this order, and deletes them in the other.
 *
 * @throws An error of the program when two resources define the same; where the name is known later, Pulumi gets it then.
 */
export function inOrder<Args extends object>(
  role: SchemaRole<Args>,
  resource: Beginning<Args>,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  const needed = orders()?.join(role, resource) ?? [];
  if (!(needed instanceof Promise) && needed.length === 0) return options;
  const { dependsOn = [] } = options;
  // Pulumi takes lists in the list, too, whatever its types say.
  return { ...options, dependsOn: [dependsOn, needed].flat() as pulumi.Input<pulumi.Resource>[] };
}
