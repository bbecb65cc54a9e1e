import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startDirectory } from "../../simulator";
import { scripts } from "../../package.json";
import { packed } from "../support/installation/packed";
import { Stack } from "../support/engine/stack";
import { orders, tenant } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const execute = promisify(execFile);
const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

const configure = "pulumi config set customSecurityAttributes";
const configureSecret = "pulumi config set --secret customSecurityAttributes";
const nobody = "00000000-0000-0000-0000-000000000000";

/** Every line that the documents tell a reader to type, and where it is run: in this file, or elsewhere. */
const commands: Record<string, "here" | { by: string; as: string }> = {
  "npm ci && npm run demo": { by: "test/e2e/demo.test.ts", as: "demo/main.ts" },
  "npm ci && npm test": { by: ".ci/run", as: "npm test" },
  "npx pulumi-custom-security-attributes simulate": { by: "test/cli/simulate.test.ts", as: `"simulate"` },
  "npx pulumi-custom-security-attributes simulate --port 0": {
    by: "test/cli/simulate.test.ts",
    as: `"simulate", "--port", "0"`,
  },
  "pulumi config set servicePrincipalId 33333333-3333-4333-8333-333333333333": {
    by: "test/cli/simulatedStack.test.ts",
    as: "pulumi config set ",
  },
  "npm install @pulumi/pulumi pulumi-custom-security-attributes": {
    by: "test/support/installation/pulumiProject.ts",
    as: `"pulumi-custom-security-attributes": `,
  },
  "npm install pulumi-custom-security-attributes": {
    by: "test/support/installation/pulumiProject.ts",
    as: `"pulumi-custom-security-attributes": `,
  },
  "pulumi up": { by: "test/support/engine/stack.ts", as: `"up", "--yes"` },
  "pulumi preview --refresh --diff": {
    by: "demo/pictures/scenes.ts",
    as: `"pulumi preview --refresh --diff"`,
  },
  "npx pulumi-custom-security-attributes whoami": { by: "test/package/whoami.test.ts", as: `"whoami"` },
  "npx pulumi-custom-security-attributes export --set Engineering --out engineering": {
    by: "test/cli/export.test.ts",
    as: `["export", `,
  },
  "npx pulumi-custom-security-attributes report --all --out report.html": {
    by: "test/cli/support/reportPages.ts",
    as: `"report", "--from", from, "--out"`,
  },
  // test/simulator/azureCli.ts runs the recipe with the Azure CLI itself.
  [`export REQUESTS_CA_BUNDLE="$NODE_EXTRA_CA_CERTS" AZURE_CORE_INSTANCE_DISCOVERY=false AZURE_CONFIG_DIR="$(mktemp -d)"`]:
    { by: "simulator/azureCliRecipe.sh", as: `export REQUESTS_CA_BUNDLE="$NODE_EXTRA_CA_CERTS"` },
  [`az cloud register --name Simulated --endpoint-resource-manager https://127.0.0.1:8443/arm`]: {
    by: "simulator/azureCliRecipe.sh",
    as: `az cloud register --name Simulated --endpoint-resource-manager`,
  },
  [`az cloud set --name Simulated`]: {
    by: "simulator/azureCliRecipe.sh",
    as: `az cloud set --name Simulated`,
  },
  [`az login --service-principal --allow-no-subscriptions --tenant "$AZURE_TENANT_ID" --username "$AZURE_CLIENT_ID" --password "$AZURE_CLIENT_SECRET"`]:
    { by: "simulator/azureCliRecipe.sh", as: `az login --service-principal --allow-no-subscriptions` },
  [`az rest --method get --url 'https://localhost:8443/v1.0/users?$select=id,customSecurityAttributes'`]: {
    by: "simulator/azureCliRecipe.sh",
    as: `az rest --method get --url`,
  },
  // Once per release, by hand; the tests of upgrades start from what it has left.
  "npx mocha --timeout 300000 test/upgrade/record.ts": {
    by: "test/upgrade/upgrade.test.ts",
    as: `fileOf(release, "stack.json")`,
  },
  "npm run bench -- --knobs --sizes 100": { by: "test/bench/main.test.ts", as: "../../bench/main.ts" },
  "npm run bench -- --fleet --rounds 3,2,1 --write": {
    by: "test/bench/main.test.ts",
    as: "../../bench/main.ts",
  },
  "npm run bench -- --write": { by: "test/bench/main.test.ts", as: "../../bench/main.ts" },
  [`${configure}:tenantId ${nobody}`]: "here",
  [`${configure}:clientId ${nobody}`]: "here",
  [`${configureSecret}:clientSecret`]: "here",
  'PATH="$(npm run pulumi-cli --silent):$PATH"': "here",
  "pulumi version": "here",
};

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "simulator/README.md",
  "bench/README.md",
  "docs/command-line.md",
  "docs/credentials.md",
  "docs/getting-started.md",
  "docs/performance.md",
];

/** The lines of all blocks for a shell, in the order of the documents. */
function linesOf(...documents: string[]): string[] {
  return documents.flatMap((document) =>
    [...read(document).matchAll(/^ *```(?:bash|sh)\n([^]*?)^ *```/gm)].flatMap(([, block = ""]) =>
      block
        .split("\n")
        .map((line) => line.trim())
        .flatMap((line) => line.split(/ +# or: /))
        .filter((line) => line.trim() !== ""),
    ),
  );
}

describe("every command in the documents", () => {
  it("is in the table of this test, and the table has no other", () => {
    const lines = linesOf(...documents);
    assert.deepEqual([...new Set(lines)].sort(), Object.keys(commands).sort());
  });

  it("of npm that the text mentions is a script of the package", () => {
    for (const document of documents) {
      for (const [, script = ""] of read(document).matchAll(/npm run ([\w:-]+)/g)) {
        assert.ok(script in scripts, `${document} mentions npm run ${script}`);
      }
    }
  });

  it("runs what the table says", () => {
    for (const [command, place] of Object.entries(commands)) {
      if (place === "here") continue;
      assert.ok(read(place.by).includes(place.as), `${place.by} does not run ${command}`);
      const [, script] = /^npm run ([\w:-]+)$/.exec(command) ?? [];
      if (script === undefined) continue;
      assert.ok(scripts[script as keyof typeof scripts].endsWith(place.as), command);
    }
  });

  it("that configures the stack is enough to sign in", async () => {
    const directory = await startDirectory(tenant);
    try {
      const tag = `{ principalType: "ServicePrincipal", principalId: "${orders.id}", attributeSet: "Engineering",
        attributes: { NumVendors: 4 } }`;
      const stack = await Stack.create(await packed(), directory, {
        files: {
          "index.js": `const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");
new CustomSecurityAttributeAssignment("tag", ${tag});`,
        },
        environment: { AZURE_TENANT_ID: "", AZURE_CLIENT_ID: "", AZURE_CLIENT_SECRET: "" },
      });
      const lines = linesOf("README.md").filter((line) =>
        /^pulumi config set .*customSecurityAttributes:/.test(line),
      );
      assert.equal(lines.length, 3);
      for (const line of lines) {
        const own = /:tenantId /.test(line) ? directory.tenantId : directory.clientId;
        await stack.shell(line.replace(nobody, own), `${directory.clientSecret}\n`);
      }
      assertSteps(await stack.up(), ["create tag"]);
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {
        Engineering: { NumVendors: 4 },
      });
      await assertSettled(stack);
      assert.ok(
        !(await stack.state()).includes(directory.clientSecret),
        "the secret is encrypted in the state",
      );
    } finally {
      await directory.close();
    }
  });

  it("that puts the Pulumi CLI on the PATH does so", async () => {
    const lines = linesOf("CONTRIBUTING.md").filter((line) => /^PATH=|^pulumi /.test(line));
    assert.equal(lines.length, 2);
    const { stdout } = await execute("sh", ["-c", lines.join("\n")], { cwd: root });
    assert.match(stdout, /^v?3\.\d+\.\d+/);
  });
});
