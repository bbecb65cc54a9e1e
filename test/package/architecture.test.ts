import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ESLint } from "eslint";
import { scripts } from "../../package.json";

const root = join(__dirname, "../..");
const rule = "@typescript-eslint/no-restricted-imports";

/** ESLint as `npm run lint` runs it, with only this rule, which holds the arrows of docs/architecture.md. */
const eslint = new ESLint({
  cwd: root,
  ruleFilter: ({ ruleId }) => ruleId === rule,
  // It reads no types, which take most of ESLint's time.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/** What a file of each part may import, and what it may not. The files exist; only their text is another. */
const parts: Record<string, { file: string; allowed: string[]; refused: string[] }> = {
  "what programs load": {
    file: "provider/program/customSecurityAttributeAssignment.ts",
    allowed: [
      "@pulumi/pulumi",
      "./sharedNames",
      "../entra/values",
      "../resources/assignment/state",
      "../resources/lookUps/results",
    ],
    refused: [
      "../resources/assignment/lifecycle",
      "../resources/lookUps/lookUps",
      "../session/session",
      "../graph/graphClient",
      "../runtime",
      "@azure/identity",
    ],
  },
  resources: {
    file: "provider/resources/assignment/diff.ts",
    allowed: ["./inputs", "../../entra/values", "../../principals/history", "../../session/session"],
    refused: [
      "../../hosts/dynamic/engineLog",
      "../../runtime",
      "../../program/sharedNames",
      "@pulumi/pulumi",
    ],
  },
  "look-ups": {
    file: "provider/resources/lookUps/principals.ts",
    allowed: [
      "./where",
      "../../entra/values",
      "../../graph/paging",
      "../../report/failure",
      "../../session/session",
      "../inputProblems",
    ],
    refused: [
      "../assignment/lifecycle",
      "../../program/lookUp",
      "../../hosts/dynamic/engineLog",
      "@pulumi/pulumi",
    ],
  },
  principals: {
    file: "provider/principals/principalWork.ts",
    allowed: ["./history", "../entra/values", "../graph/principals", "../graph/schema/settling"],
    refused: ["../resources/assignment/plan", "../session/session", "../report/progress", "@pulumi/pulumi"],
  },
  "what is known of the schema": {
    file: "provider/graph/schema/settling.ts",
    allowed: ["./schemaChanges", "../../entra/definition", "../errors"],
    refused: [
      "../../principals/history",
      "../../session/session",
      "../../resources/definition/state",
      "@pulumi/pulumi",
    ],
  },
  "what Entra's words mean": {
    file: "provider/entra/names.ts",
    allowed: ["./values"],
    refused: ["../graph/errors", "../pulumi/unknown", "../manifest", "@pulumi/pulumi"],
  },
  Graph: {
    file: "provider/graph/principals.ts",
    allowed: [
      "./graphClient",
      "../entra/values",
      "../auth/clouds",
      "../http/send",
      "@microsoft/microsoft-graph-client",
    ],
    refused: ["@pulumi/pulumi", "@pulumi/pulumi/dynamic", "../principals/claims", "../report/messages"],
  },
  credentials: {
    file: "provider/auth/settings.ts",
    allowed: ["./clouds", "../entra/permissions", "../http/send", "@azure/identity"],
    refused: ["@pulumi/pulumi", "../graph/graphClient", "../runtime", "../hosts/dynamic/engineLog"],
  },
  requests: {
    file: "provider/http/send.ts",
    allowed: ["@azure/core-rest-pipeline", "../manifest"],
    refused: ["@pulumi/pulumi", "../graph/errors", "../auth/settings", "../runtime"],
  },
  sentences: {
    file: "provider/report/failure.ts",
    allowed: ["./messages", "../graph/errors", "../principals/unconfirmedWrite", "../entra/place"],
    refused: ["../resources/assignment/state", "../session/session", "../auth/settings", "@pulumi/pulumi"],
  },
  hosts: {
    file: "provider/hosts/dynamic/engineLog.ts",
    allowed: ["@grpc/grpc-js", "@pulumi/pulumi", "../../session/session"],
    refused: ["../../runtime", "../../graph/errors", "../../principals/claims", "@azure/identity"],
  },
  commands: {
    file: "provider/cli/whoami/whoami.ts",
    allowed: ["./abilities", "../stackConfiguration", "../../auth/settings", "../../graph/principals"],
    refused: [
      "../../hosts/dynamic/engineLog",
      "../../runtime",
      "../../../simulator",
      "pulumi-custom-security-attributes/simulator",
      "@pulumi/pulumi",
    ],
  },
  "the command that simulates": {
    file: "provider/cli/simulate/simulate.ts",
    allowed: ["./requestLine", "../commandError", "pulumi-custom-security-attributes/simulator"],
    refused: [
      "../../session/session",
      "../../auth/settings",
      "../../graph/graphClient",
      "../../../simulator",
      "pulumi-custom-security-attributes",
      "@azure/identity",
      "@pulumi/pulumi",
    ],
  },
  "the rest of the provider": {
    file: "provider/runtime.ts",
    allowed: ["./hosts/dynamic/engineLog", "./session/session"],
    refused: ["../simulator", "../test/support/tenant", "../demo/tenant", "../tools/pulumiCli"],
  },
  "the simulated tenant": {
    file: "simulator/directory/directory.ts",
    allowed: ["./principal", "../token/accessTokens"],
    refused: [
      "../../provider/assignment/values",
      "../../test/support/tenant",
      "pulumi-custom-security-attributes",
    ],
  },
  tools: {
    file: "tools/pulumiCli.ts",
    allowed: ["./build", "node:os"],
    refused: ["../provider/runtime", "../simulator", "../test/support/engine/stack"],
  },
  "the demo": {
    file: "demo/main.ts",
    allowed: ["./story", "../simulator", "../tools/run"],
    refused: ["../provider/runtime", "../provider/assignment/values"],
  },
  "the bench": {
    file: "bench/life.ts",
    allowed: ["./contestants", "../simulator", "../test/support/engine/stack"],
    refused: ["../provider/runtime", "../provider/graph/graphClient"],
  },
};

describe("the arrows of docs/architecture.md", () => {
  for (const [part, { file, allowed, refused }] of Object.entries(parts)) {
    it(`${part}: ESLint refuses imports against them, of types too, and no others`, async () => {
      assert.deepEqual(await refusedOf(file, [...allowed, ...refused]), refused);
      assert.deepEqual(await refusedOf(file, [...allowed, ...refused], "import type"), refused);
    });
  }

  // `npm run lint`, which is a part of `npm test`, holds every file to the same rules.
  it("are looked for in every part by `npm run lint`", async () => {
    assert.equal(scripts.lint, "eslint .");
    for (const { file } of Object.values(parts)) {
      assert.ok(existsSync(join(root, file)), file);
      assert.equal(await eslint.isPathIgnored(join(root, file)), false, file);
    }
  });
});

/** Those of the modules that may not be imported in this file. */
async function refusedOf(file: string, modules: readonly string[], verb = "import"): Promise<string[]> {
  const text = modules.map((module, index) => `${verb} { x as x${index} } from "${module}";\n`).join("");
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  assert.ok(result);
  assert.deepEqual(
    result.messages.filter(({ ruleId }) => ruleId !== rule),
    [],
  );
  return [...new Set(result.messages.map(({ line }) => modules[line - 1] ?? ""))];
}
