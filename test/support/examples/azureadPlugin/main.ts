import { main } from "@pulumi/pulumi/provider";
import { AzureadProvider } from "./azureadProvider";
import { TenantGraph } from "./tenantGraph";

void main(new AzureadProvider(TenantGraph.fromEnvironment(process.env)), process.argv.slice(2));
