import * as pulumi from "@pulumi/pulumi";
import { perStack } from "./perStack";
import type { SchemaRole } from "./schemaRole";

const names = perStack(() => new GivenNames());

/**
 * The arguments of a resource as they were said first: where a program hands on the name of a set or an attribute by the
 * output of another resource, such as `engineering.name`, it has already given that name, which is then known at once.
 *
 * @param self Gives the resource. Not called before the program constructs another one.
 */
export function withGivenNames<Args extends object>(
  role: SchemaRole<Args>,
  args: Args,
  self: () => pulumi.Resource,
): Args {
  return names()?.resolve(role, args, self) ?? args;
}

/** What one program has given for the outputs that repeat it. */
export class GivenNames {
  readonly #given = new WeakMap<object, unknown>();
  /** Takes note of the outputs of the last resource, which exist once another one is constructed. */
  #readOutputs = (): void => undefined;

  resolve<Args extends object>(
    { attributeSet, attribute }: SchemaRole<Args>,
    args: Args,
    self: () => pulumi.Resource,
  ): Args {
    this.#readOutputs();
    const members = [attributeSet, ...(attribute === undefined ? [] : [attribute])];
    const given = members.map((member) => [member, this.#original(args[member])] as const);
    this.#readOutputs = () => {
      const outputs = constructed(self);
      for (const [member, input] of given) {
        const output = outputs[member];
        if (pulumi.Output.isInstance(output)) this.#given.set(output, input);
      }
    };
    return { ...args, ...Object.fromEntries(given) };
  }

  #original(input: unknown): unknown {
    return typeof input === "object" && input !== null ? (this.#given.get(input) ?? input) : input;
  }
}

/** Has no outputs where the constructor has failed, and the program has caught its error. */
function constructed(self: () => pulumi.Resource): Readonly<Record<string, unknown>> {
  try {
    return self() as unknown as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
