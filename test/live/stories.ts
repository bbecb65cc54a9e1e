import assert from "node:assert/strict";
import { identityOf } from "../support/identities";
import type { Installation } from "../support/installation/pulumiProject";
import { quickStart } from "../support/engine/quickStart";
import { Stack } from "../support/engine/stack";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";
import type { LiveTenant } from "./liveTenant";
import type { Values } from "./testPrincipal";

export interface Scene {
  readonly tenant: LiveTenant;
  readonly stack: Stack;
}

/** A story continues where the one before it stopped, as the life of a stack does. */
export interface Story {
  readonly title: string;
  readonly tell: (scene: Scene) => Promise<void>;
}

const fiveShapes = {
  Text: "2022-10-01",
  Texts: ["Baker", "Cascade"],
  Number: 4,
  Numbers: [1001, 1003],
  Flag: true,
};
const changed = { ...fiveShapes, Texts: ["Alpine"], Number: 8, Flag: false };
const withoutFlag = { Text: changed.Text, Texts: changed.Texts, Number: 8, Numbers: changed.Numbers };
const person = { Text: "person", Number: 1 };

export const stories: readonly Story[] = [
  {
    title: "assigns the five shapes to a service principal, and two of them to a user",
    async tell({ tenant, stack }) {
      await stack.program(program(tenant, { servicePrincipal: fiveShapes, user: person }));
      assertSteps(await stack.up(), ["create servicePrincipal", "create user"]);
      await tenant.servicePrincipal.settles(fiveShapes);
      await tenant.user.settles(person);
    },
  },
  {
    title: "does nothing when nothing has changed",
    tell: ({ stack }) => assertSettled(stack),
  },
  {
    title: "updates what the program changes",
    async tell({ tenant, stack }) {
      await stack.program(program(tenant, { servicePrincipal: changed, user: person }));
      assertSteps(await stack.up(), ["update servicePrincipal"]);
      await tenant.servicePrincipal.settles(changed);
    },
  },
  {
    title: "clears an attribute that the program no longer names",
    async tell({ tenant, stack }) {
      await stack.program(program(tenant, { servicePrincipal: withoutFlag, user: person }));
      assertSteps(await stack.up(), ["update servicePrincipal"]);
      await tenant.servicePrincipal.settles(withoutFlag);
    },
  },
  {
    title: "shows what was changed elsewhere, repairs it, and leaves what it does not own",
    async tell({ tenant, stack }) {
      await tenant.servicePrincipal.write({
        "Number@odata.type": "#Int32",
        Number: 9,
        Text: null,
        Flag: true,
      });
      const { Texts, Numbers } = withoutFlag;
      await tenant.servicePrincipal.settles({ Texts, Numbers, Number: 9, Flag: true });

      const preview = await stack.preview("--refresh");
      assert.equal(preview.exitCode, 0, preview.output);
      assert.match(preview.output, /Number *: 9 => 8/);
      const repaired = await stack.up("--refresh");
      assert.equal(repaired.exitCode, 0, repaired.output);
      await tenant.servicePrincipal.settles({ ...withoutFlag, Flag: true });
    },
  },
  {
    title: "clears its own values with destroy, and no others",
    async tell({ tenant, stack }) {
      assertSteps(await stack.destroy(), ["delete servicePrincipal", "delete user"]);
      await tenant.servicePrincipal.settles({ Flag: true });
      await tenant.user.settles({});
    },
  },
  {
    title: "refuses to take over a value that is not its own",
    async tell({ tenant, stack }) {
      await stack.program(program(tenant, { servicePrincipal: { Flag: false } }));
      assertFails(await stack.up(), "Flag", "onConflict");
      await tenant.servicePrincipal.settles({ Flag: true });
    },
  },
  {
    title: "adopts a value that is what the program wants, and clears it with destroy",
    async tell({ tenant, stack }) {
      await stack.program(program(tenant, { servicePrincipal: { Flag: true } }));
      assertSteps(await stack.up(), ["create servicePrincipal"]);
      await tenant.servicePrincipal.settles({ Flag: true });
      assertSteps(await stack.destroy(), ["delete servicePrincipal"]);
      await tenant.servicePrincipal.settles({});
    },
  },
];

/** A stack with the packed package, on a state of its own that is thrown away. */
export function createLiveStack(installation: Installation, { settings }: LiveTenant): Promise<Stack> {
  const { tenantId, authorityHost, graphEndpoint } = settings;
  const tenant = {
    environment: () => ({
      ...identityOf(process.env),
      AZURE_TENANT_ID: tenantId,
      AZURE_AUTHORITY_HOST: authorityHost,
    }),
    pulumiConfig: () => ({ "customSecurityAttributes:graphEndpoint": graphEndpoint }),
  };
  return Stack.create(installation, tenant, { files: {}, environment: quickStart(installation) });
}

function program({ settings }: LiveTenant, wanted: { servicePrincipal: Values; user?: Values }) {
  const { attributeSet, servicePrincipalId, userId } = settings;
  const assignments = {
    servicePrincipal: {
      principalType: "ServicePrincipal",
      principalId: servicePrincipalId,
      attributeSet,
      attributes: wanted.servicePrincipal,
    },
    ...(wanted.user && {
      user: { principalType: "User", principalId: userId, attributeSet, attributes: wanted.user },
    }),
  };
  return {
    "index.js": [
      `const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");`,
      `for (const [name, args] of Object.entries(${JSON.stringify(assignments)}))`,
      `  new CustomSecurityAttributeAssignment(name, args);`,
    ].join("\n"),
  };
}
