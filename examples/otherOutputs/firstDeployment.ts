import * as pulumi from "@pulumi/pulumi";

/** Records the day of the stack's first `up`. It is unknown before that. */
export class FirstDeployment extends pulumi.dynamic.Resource {
  /** Such as `2026-03-31`. */
  declare readonly date: pulumi.Output<string>;

  constructor(name: string, options?: pulumi.CustomResourceOptions) {
    super(provider, name, { date: undefined }, options);
  }
}

const provider: pulumi.dynamic.ResourceProvider = {
  create: () => Promise.resolve({ id: "first", outs: { date: new Date().toISOString().slice(0, 10) } }),
};
