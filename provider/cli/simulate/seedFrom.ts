import type { Estate as Seed } from "pulumi-custom-security-attributes/simulator";
import type { Estate } from "../estate/estate";

/** What the simulator begins with. It has its own description of an estate, because it shares no code with the provider. */
export function seedFrom({ tenantId, attributeSets, definitions, principals }: Estate): Seed {
  return {
    version: 1,
    tenantId,
    ...(attributeSets && { attributeSets }),
    ...(definitions && { definitions }),
    principals: principals.map(({ attributes, ...facts }) => ({
      ...facts,
      attributes: Object.fromEntries(
        [...attributes].map(([set, values]) => [set, Object.fromEntries(values)]),
      ),
    })),
  };
}
