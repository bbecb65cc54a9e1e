import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packed } from "../support/installation/packed";
import { emptyTenant } from "../support/provider/schema";
import { tell, type Story } from "../support/engine/story";
import { alice } from "../support/tenant";

/**
 * A process that drives Pulumi itself, with the program as a function: it defines what it assigns. Its arguments are the
 * stack and `workDir`.
 */
const driver = `
  const { LocalWorkspace } = require("@pulumi/pulumi/automation");
  const program = async () => {
    const {
      AttributeSet, CustomSecurityAttributeAssignment, CustomSecurityAttributeDefinition,
    } = require(process.env.STORY_PACKAGE);
    const { name: attributeSet } = new AttributeSet("set", { name: "Engineering" });
    new CustomSecurityAttributeDefinition("vendors", { attributeSet, name: "NumVendors", type: "Integer" });
    new CustomSecurityAttributeAssignment("tag", {
      principalType: "User", principalId: ${JSON.stringify(alice.id)}, attributeSet: "Engineering",
      attributes: { NumVendors: 4 },
    });
  };
  (async () => {
    const [stackName, workDir] = process.argv.slice(2);
    const options = workDir ? { workDir } : {};
    const stack = await LocalWorkspace.createOrSelectStack({ stackName, projectName: "inline", program }, options);
    await stack.setAllConfig(JSON.parse(process.env.STORY_CONFIG));
    const { summary } = await stack.up();
    console.log("changes", JSON.stringify(summary.resourceChanges));
  })().catch((error) => { console.error(error.message); process.exitCode = 1; });
`;

/** Two stacks at once in one process, which define the same, and each of which looks with its own configuration. */
const twoStacks = `
  const { LocalWorkspace } = require("@pulumi/pulumi/automation");
  const program = async () => {
    const { AttributeSet, CustomSecurityAttributeDefinition, getCustomSecurityAttributes } = require("pulumi-custom-security-attributes");
    const { name: attributeSet } = new AttributeSet("set", { name: "Sales" });
    new CustomSecurityAttributeDefinition("region", { attributeSet, name: "Region", type: "String" });
    const alice = { principalType: "User", principalId: ${JSON.stringify(alice.id)}, attributeSet: "Engineering" };
    // An unhandled error would end both: the SDK cannot tell which program it belongs to.
    return { level: getCustomSecurityAttributes(alice).then(({ attributes }) => attributes.Engineering.Level, (error) => error.message) };
  };
  const run = async ([stackName, config]) => {
    const stack = await LocalWorkspace.createOrSelectStack({ stackName, projectName: "inline", program });
    await stack.setAllConfig(config);
    return (await stack.up()).outputs.level.value;
  };
  Promise.all(Object.entries(JSON.parse(process.env.STORY_CONFIG)).map(run)).then((answers) => console.log(JSON.stringify(answers)));
`;

const own = "pulumi-custom-security-attributes";

describe("an inline program of the Automation API", () => {
  const folders: string[] = [];
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  it("needs the package in the folder where Pulumi runs its provider, whatever the folder of the process", async () => {
    await tell({ files: {}, tenant: emptyTenant }, async (story) => {
      const { root, infra, empty } = await workspace();
      folders.push(root);
      const tags = () => story.directory.user(alice.id).customSecurityAttributes;
      const [installed, ofProcess, elsewhere, nowhere] = await Promise.all([
        drive(story, { folder: root, stackName: "installed", workDir: infra }),
        // Without `workDir` the Automation API makes a folder of its own, whose project runs in that of the process.
        drive(story, { folder: infra, stackName: "process" }),
        drive(story, { folder: infra, stackName: "elsewhere", workDir: empty }),
        drive(story, { folder: root, stackName: "nowhere" }),
      ]);
      // Both define the set and the attribute, at the same time.
      assert.match(installed, /changes .*"create":4/);
      assert.match(ofProcess, /changes .*"create":4/);
      assert.deepEqual(tags(), { Engineering: { NumVendors: 4 } });
      if (process.platform !== "linux") return;
      const refusal = (folder: string) =>
        `${own}/runtime cannot be found from ${folder}, the folder in which`;
      for (const [output, folder] of [[elsewhere, empty] as const, [nowhere, root] as const]) {
        assert.ok(output.includes(refusal(folder)), output);
        assert.match(
          output,
          /Set `workDir` to a folder that has pulumi-custom-security-attributes installed/,
        );
        assert.doesNotMatch(output, /Cannot find module/);
      }
    });
  });
});

describe("inline programs that run at the same time in one process", () => {
  it("look with the configuration of their own stack, and define what another one defines", async () => {
    await tell({ files: { "driver.js": twoStacks } }, async (story) => {
      const { directory, stack } = story;
      directory.assign(alice.id, "Engineering", { Level: "Senior" });
      const blind = directory.addCaller({
        roles: ["User.Read.All", "CustomSecAttributeDefinition.ReadWrite.All"],
      });
      const { AZURE_CLIENT_SECRET: clientSecret = "" } = directory.environment(blind.clientId);
      const as = (clientId: string, secret: string) =>
        automationConfig({
          ...directory.pulumiConfig(),
          "customSecurityAttributes:tenantId": directory.tenantId,
          "customSecurityAttributes:clientId": clientId,
          "customSecurityAttributes:clientSecret": secret,
        });
      const output = await run(stack.folder, [], {
        ...stack.environment,
        STORY_CONFIG: JSON.stringify({
          sees: as(directory.clientId, directory.clientSecret),
          blind: as(blind.clientId, clientSecret),
        }),
      });
      const [seen, refused] = JSON.parse(output.slice(output.indexOf("["))) as [string, string];
      assert.equal(seen, "Senior", output);
      assert.match(refused, /^getCustomSecurityAttributes: Could not read the set Engineering of user/);
      const sales = directory.estate().definitions?.filter((one) => one.attributeSet === "Sales");
      assert.deepEqual(
        sales?.map(({ name }) => name),
        ["Region"],
      );
    });
  });
});

/** A repository with several packages. Pulumi's SDK is found from everywhere in it, and ours from packages/infra alone. */
async function workspace(): Promise<{ root: string; infra: string; empty: string }> {
  const modules = join((await packed()).folder, "node_modules");
  const root = await realpath(await mkdtemp(join(tmpdir(), "csa-workspace-")));
  const [infra, empty] = [join(root, "packages/infra"), join(root, "packages/empty")];
  for (const folder of [join(root, "node_modules"), join(infra, "node_modules"), empty]) {
    await mkdir(folder, { recursive: true });
  }
  await symlink(join(modules, "@pulumi"), join(root, "node_modules/@pulumi"));
  await symlink(join(modules, own), join(infra, "node_modules", own));
  for (const folder of [infra, empty]) {
    await writeFile(join(folder, "Pulumi.yaml"), "name: inline\nruntime: nodejs\n");
  }
  await Promise.all([root, infra].map((folder) => writeFile(join(folder, "driver.js"), driver)));
  return { root, infra, empty };
}

interface Drive {
  readonly folder: string;
  readonly stackName: string;
  readonly workDir?: string;
}

/** Everything that the process of a driver prints. */
async function drive({ directory, stack }: Story, { folder, stackName, workDir }: Drive): Promise<string> {
  return run(folder, [stackName, ...(workDir ? [workDir] : [])], {
    ...stack.environment,
    STORY_CONFIG: JSON.stringify(automationConfig(directory.pulumiConfig())),
    STORY_PACKAGE: join((await packed()).folder, "node_modules", own),
  });
}

/** Configuration as the Automation API takes it. */
function automationConfig(values: Record<string, string>): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
}

/** Everything that the driver in a folder prints. */
async function run(folder: string, options: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, ["driver.js", ...options], { cwd: folder, env });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  }
  await once(child, "close");
  return chunks.join("");
}
