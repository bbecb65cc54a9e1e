import type { Estate as TenantEstate } from "pulumi-custom-security-attributes/simulator";
import { parseEstate } from "../estate/readEstate";
import { reportPage } from "../report/reportPage";

/** The page that `report` would make of the simulated tenant at this moment, principals without values included. */
export function tenantPage(tenant: TenantEstate): string {
  return reportPage({ ...parseEstate(JSON.stringify(tenant)), selection: { all: true } });
}
