import assert from "node:assert/strict";
import { join } from "node:path";
import { ESLint } from "eslint";

const root = join(__dirname, "../..");
const rule = "@typescript-eslint/no-restricted-imports";

/** ESLint as `npm run lint` runs it, but for this one rule, which holds the arrows of docs/architecture.md. */
const eslint = new ESLint({ cwd: root, ruleFilter: ({ ruleId }) => ruleId === rule });

/** What a file of each part may import, and what it may not. The files exist; only their text is another. */
const parts: Record<string, { file: string; allowed: string[]; refused: string[] }> = {
  "the resource, which programs load": {
    file: "provider/customSecurityAttributeAssignment.ts",
    allowed: [
      "@pulumi/pulumi",
      "./savedProvider",
      "./programChecks",
      "./programValues",
      "./assignment/values",
    ],
    refused: ["./runtime", "./session", "./graph/graphClient", "./auth/settings", "@azure/identity"],
  },
  decisions: {
    file: "provider/assignment/diff.ts",
    allowed: ["./values", "@pulumi/pulumi"],
    refused: [
      "../graph/errors",
      "../runtime",
      "../messages",
      "../engine/engineLog",
      "../auth/settings",
      "node:fs",
    ],
  },
  Graph: {
    file: "provider/graph/principals.ts",
    allowed: [
      "./graphClient",
      "../assignment/values",
      "../auth/clouds",
      "../http/send",
      "@microsoft/microsoft-graph-client",
    ],
    refused: ["@pulumi/pulumi", "@pulumi/pulumi/dynamic", "../runtime", "../messages", "../engine/engineLog"],
  },
  credentials: {
    file: "provider/auth/settings.ts",
    allowed: ["./clouds", "../http/send", "@azure/identity"],
    refused: ["@pulumi/pulumi", "../graph/graphClient", "../runtime", "../engine/engineLog"],
  },
  requests: {
    file: "provider/http/send.ts",
    allowed: ["@azure/core-rest-pipeline"],
    refused: ["@pulumi/pulumi", "../graph/errors", "../auth/settings", "../runtime"],
  },
  "the engine's log": {
    file: "provider/engine/engineLog.ts",
    allowed: ["@grpc/grpc-js", "@pulumi/pulumi"],
    refused: ["../runtime", "../messages", "../graph/errors", "../assignment/values"],
  },
  "the rest of the provider": {
    file: "provider/runtime.ts",
    allowed: ["./assignment/diff", "./graph/errors", "./session", "./engine/engineLog"],
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
    refused: ["../provider/runtime", "../simulator", "../test/support/stack"],
  },
  "the demo": {
    file: "demo/main.ts",
    allowed: ["./story", "../simulator", "../tools/run"],
    refused: ["../provider/runtime", "../provider/assignment/values"],
  },
  "the bench": {
    file: "bench/life.ts",
    allowed: ["./contestants", "../simulator", "../test/support/stack"],
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

  it("are followed by the whole tree", async () => {
    const results = await eslint.lintFiles(["provider", "simulator", "tools", "demo", "bench/*.ts"]);
    const files = results.map(({ filePath }) => filePath);
    for (const { file } of Object.values(parts)) assert.ok(files.includes(join(root, file)), file);
    assert.deepEqual(
      results.flatMap(({ filePath, messages }) => messages.map(({ message }) => `${filePath}: ${message}`)),
      [],
    );
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
