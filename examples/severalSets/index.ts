import * as pulumi from "@pulumi/pulumi";
import { TaggedPrincipal } from "./taggedPrincipal";

const config = new pulumi.Config();

const ordersApi = new TaggedPrincipal("orders-api", {
  principalType: "ServicePrincipal",
  principalId: config.require("servicePrincipalId"),
  attributeSets: {
    Engineering: { Project: ["Baker", "Cascade"], NumVendors: 4, Certification: true },
    Marketing: { AppCountry: ["FR", "CH"] },
    Operations: { Project: ["Alpine"] },
  },
});

export const drifted = ordersApi.drifted;
