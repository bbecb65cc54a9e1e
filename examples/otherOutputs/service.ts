import * as pulumi from "@pulumi/pulumi";
import { FirstDeployment } from "./firstDeployment";

export interface ServiceArgs {
  costCenters: pulumi.Input<pulumi.Input<number>[]>;
  vendors: pulumi.Input<pulumi.Input<string>[]>;
}

/** Represents the other resources of your stack. */
export class Service extends pulumi.ComponentResource {
  readonly costCenters: pulumi.Output<number[]>;
  readonly vendors: pulumi.Output<string[]>;
  readonly deployedSince: pulumi.Output<string>;

  constructor(name: string, args: ServiceArgs, options?: pulumi.ComponentResourceOptions) {
    super("examples:orders:Service", name, {}, options);
    this.costCenters = pulumi.output(args.costCenters);
    this.vendors = pulumi.output(args.vendors);
    this.deployedSince = new FirstDeployment(name, { parent: this }).date;
    this.registerOutputs({ deployedSince: this.deployedSince });
  }
}
