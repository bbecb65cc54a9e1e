import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { declarationText } from "../../provider/cli/types/declarationText";
import { parseEstate } from "../../provider/cli/estate/readEstate";
import { startDirectory } from "../../simulator";
import { typescript5 } from "../support/installation/cachedTool";
import { compile } from "../support/installation/compile";
import { packed } from "../support/installation/packed";
import { runCommand } from "./support/command";

const estate = {
  version: 1,
  tenantId: "12345678-0000-4000-8000-000000000000",
  attributeSets: [
    { name: "Engineering", description: "Of engineering: who, what & where? */ alert()" },
    { name: "Empty" },
    { name: "constructor" },
  ],
  definitions: [
    {
      attributeSet: "Engineering",
      name: "Project",
      type: "String",
      isCollection: true,
      usePreDefinedValuesOnly: true,
      allowedValues: [{ id: "Baker" }, { id: 'Al"pine' }, { id: "Old", isActive: false }],
    },
    {
      attributeSet: "Engineering",
      name: "Level",
      type: "String",
      status: "Deprecated",
      description: "@type {any} Level",
    },
    {
      attributeSet: "Engineering",
      name: "Floor",
      type: "Integer",
      usePreDefinedValuesOnly: true,
      allowedValues: [{ id: "10" }, { id: "9" }],
    },
    { attributeSet: "Engineering", name: "CostCenter", type: "Integer", isCollection: true },
    { attributeSet: "Engineering", name: "Certification", type: "Boolean" },
    { attributeSet: "Engineering", name: "toString", type: "Boolean" },
    { attributeSet: "Große", name: "Straße", type: "String", usePreDefinedValuesOnly: true },
  ],
  principals: [],
};

const declarations = `interface CustomSecurityAttributeSets {
    Empty: {
      [name: string]: never;
    };
    /** Of engineering: who, what & where? / alert() */
    Engineering: {
      Certification: boolean;
      CostCenter: number[];
      Floor: 9 | 10;
      /**
       * type any Level
       * @deprecated It is deactivated in the tenant.
       */
      Level: string;
      Project: ("Al\\"pine" | "Baker")[];
      // Left out: toString, because every object has a member of this name.
    };
    "Große": {
      "Straße": never;
    };
    // Left out: constructor, because every object has a member of this name.
  }
}
`;

/** Each line after an expectation is a mistake, and all others compile. */
const program = `
import * as pulumi from "@pulumi/pulumi";
import { CustomSecurityAttributeAssignment, type CustomSecurityAttributeAssignmentArgs } from "pulumi-custom-security-attributes";
import * as csa from "pulumi-custom-security-attributes";
import { CustomSecurityAttributeAssignments } from "pulumi-custom-security-attributes";

const place = { principalType: "User", principalId: "x" } as const;
const somewhere = { ...place, attributeSet: "Engineering" } as const;
const table = { Project: ["Baker"], CostCenter: [1, 2] } as const;
const list: readonly "Baker"[] = ["Baker"];
const outputs = pulumi.output("Baker" as const);

new CustomSecurityAttributeAssignment("a", { ...somewhere, attributes: table });
new CustomSecurityAttributeAssignment("b", { ...somewhere, attributes: { Project: list, Certification: pulumi.output(true) } });
new CustomSecurityAttributeAssignment("c", { ...somewhere, attributes: { Project: [outputs], Floor: 9, Level: undefined } });
new CustomSecurityAttributeAssignment("d", { ...place, attributeSet: pulumi.output("Any"), attributes: { Thing: [1] } });
new CustomSecurityAttributeAssignment("e", { ...place, attributeSet: "Empty", attributes: {} });
const args: CustomSecurityAttributeAssignmentArgs = { ...somewhere, attributes: { CostCenter: [1] }, onDelete: "force" };
new CustomSecurityAttributeAssignment("f", args);

// @ts-expect-error Wrong set.
new CustomSecurityAttributeAssignment("1", { ...place, attributeSet: "Enginering", attributes: {} });
// @ts-expect-error Wrong name.
new CustomSecurityAttributeAssignment("2", { ...place, attributeSet: "Engineering", attributes: { Projct: ["Baker"] } });
// @ts-expect-error Wrong type.
new CustomSecurityAttributeAssignment("3", { ...place, attributeSet: "Engineering", attributes: { Certification: "yes" } });
// @ts-expect-error A list where there is one value.
new CustomSecurityAttributeAssignment("4", { ...place, attributeSet: "Engineering", attributes: { Certification: [true] } });
// @ts-expect-error One value where there is a list.
new CustomSecurityAttributeAssignment("5", { ...place, attributeSet: "Engineering", attributes: { CostCenter: 1 } });
// @ts-expect-error Not a predefined value.
new CustomSecurityAttributeAssignment("6", { ...place, attributeSet: "Engineering", attributes: { Project: ["Old"] } });
// @ts-expect-error Not a predefined value, in an output.
new CustomSecurityAttributeAssignment("7", { ...place, attributeSet: "Engineering", attributes: { Project: [pulumi.output("x" as const)] } });
// @ts-expect-error Not a predefined number.
new CustomSecurityAttributeAssignment("8", { ...place, attributeSet: "Engineering", attributes: { Floor: 11 } });
// @ts-expect-error There is no attribute in the set.
new CustomSecurityAttributeAssignment("9", { ...place, attributeSet: "Empty", attributes: { Any: "x" } });
// @ts-expect-error No value is allowed.
new CustomSecurityAttributeAssignment("10", { ...place, attributeSet: "Große", attributes: { Straße: "x" } });

export async function found() {
  const { attributes } = await csa.getCustomSecurityAttributes({ ...place, attributeSet: "Engineering" });
  const projects: string[] | undefined = attributes.Engineering.Project;
  const floor: number | undefined = attributes.Engineering.Floor;
  const all = await csa.getCustomSecurityAttributes(place);
  const certified: boolean | undefined = all.attributes.Engineering?.Certification;
  const [baker] = await csa.getPrincipals({
    principalType: "User",
    where: { Engineering: { Project: "Baker", Level: { startsWith: "S", ne: "Senior" }, Floor: { ne: 9 }, CostCenter: 1 } },
  });
  const costs: number[] | undefined = baker?.attributes.Engineering?.CostCenter;
  const later = csa.getCustomSecurityAttributesOutput({ ...place, attributeSet: pulumi.output("Any") });
  const thing = later.apply((any) => any.attributes["Any"]?.["Thing"]);
  csa.getPrincipalsOutput({ principalType: "User", where: { Engineering: { Project: outputs, Certification: { eq: pulumi.output(true) } } } });
  csa.getCustomSecurityAttributeDefinitions({ attributeSet: "Empty" });
  return { projects, floor, certified, costs, thing };
}

export const mistakes = [
  // @ts-expect-error Wrong set.
  csa.getCustomSecurityAttributes({ ...place, attributeSet: "Enginering" }),
  // @ts-expect-error Wrong set, in the other form.
  csa.getCustomSecurityAttributesOutput({ ...place, attributeSet: "Enginering" }),
  // @ts-expect-error Wrong name in what was found.
  csa.getCustomSecurityAttributes({ ...place, attributeSet: "Engineering" }).then((one) => one.attributes.Engineering.Projct),
  // @ts-expect-error What is found may be missing.
  csa.getCustomSecurityAttributes({ ...place, attributeSet: "Engineering" }).then((one) => one.attributes.Engineering.Project[0]),
  // @ts-expect-error Wrong set in a condition.
  csa.getPrincipals({ principalType: "User", where: { Enginering: { Project: "Baker" } } }),
  // @ts-expect-error Wrong name in a condition.
  csa.getPrincipals({ principalType: "User", where: { Engineering: { Projct: "Baker" } } }),
  // @ts-expect-error Wrong type in a condition.
  csa.getPrincipals({ principalType: "User", where: { Engineering: { CostCenter: "1" } } }),
  // @ts-expect-error Not a predefined value.
  csa.getPrincipals({ principalType: "User", where: { Engineering: { Project: { ne: "Old" } } } }),
  // @ts-expect-error Not a predefined value, in an output.
  csa.getPrincipalsOutput({ principalType: "User", where: { Engineering: { Project: pulumi.output("x" as const) } } }),
  // @ts-expect-error Numbers do not begin with something.
  csa.getPrincipals({ principalType: "User", where: { Engineering: { CostCenter: { startsWith: "1" } } } }),
  // @ts-expect-error Wrong set of definitions.
  csa.getCustomSecurityAttributeDefinitions({ attributeSet: "Enginering" }),
];
const users = { principalType: "User" } as const;
const engineers = { ...users, attributeSet: "Engineering" } as const;
new CustomSecurityAttributeAssignments("a", { ...engineers, attributes: { Certification: true }, principals: { x: { principalId: "x", attributes: table } } });
new CustomSecurityAttributeAssignments("b", { ...engineers, principals: pulumi.output({ x: { principalId: "x", attributes: { Floor: 9 as const } } }) });
new CustomSecurityAttributeAssignments("c", { ...users, attributeSet: pulumi.output("Any"), principals: { x: { principalId: outputs, attributes: { Thing: [1] } } } });
// @ts-expect-error Wrong name among the shared values.
new CustomSecurityAttributeAssignments("1", { ...engineers, attributes: { Projct: ["Baker"] }, principals: {} });
// @ts-expect-error Not a predefined value at a label.
new CustomSecurityAttributeAssignments("2", { ...engineers, principals: { x: { principalId: "x", attributes: { Project: ["Old"] } } } });
// @ts-expect-error Wrong set.
new CustomSecurityAttributeAssignments("3", { ...users, attributeSet: "Enginering", principals: {} });
`;

const untyped = `
import { CustomSecurityAttributeAssignment, getPrincipals } from "pulumi-custom-security-attributes";
declare const name: string;
new CustomSecurityAttributeAssignment("a", { principalType: "User", principalId: "x", attributeSet: name, attributes: { Any: [1] } });
getPrincipals({ principalType: "User", where: { [name]: { Any: 1 } } });
`;

describe("types", function () {
  this.timeout(300_000);
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), "types-"))));
  after(() => rm(folder, { recursive: true, force: true }));

  const write = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };

  it("declares what an estate defines, in one order, whatever is in a name or a description", async () => {
    const parsed = parseEstate(JSON.stringify(estate));
    const { tenantId, attributeSets = [], definitions = [] } = parsed;
    const text = declarationText({ tenantId, attributeSets, definitions });
    assert.ok(text.endsWith(declarations), text);
    const turned = {
      tenantId,
      attributeSets: [...attributeSets].reverse(),
      definitions: [...definitions].reverse(),
    };
    assert.equal(declarationText(turned), text);
    const from = ["types", "--from", await write("estate.json", JSON.stringify(estate))];
    assert.deepEqual(await runCommand(from), { exitCode: 0, stdout: text, stderr: "" });
  });

  it("declares what the tenant defines, signed in as the stack is", async () => {
    const directory = await startDirectory({ callers: [{}, { roles: ["User.Read.All"] }] });
    const config = { environment: directory.environment(), folder };
    // Outside of a project only the environment counts, and that names no Graph: the project does.
    await mkdir(join(folder, "bin"));
    const answer = JSON.stringify({
      "customSecurityAttributes:graphEndpoint": { value: directory.graphEndpoint },
    });
    const pulumi = `#!/bin/sh\ncase "$1" in config) echo '${answer}';; *) echo dev;; esac\n`;
    await writeFile(join(folder, "bin/pulumi"), pulumi, { mode: 0o755 });
    const path = { PATH: `${join(folder, "bin")}:${process.env["PATH"]}` };
    await write("Pulumi.yaml", "name: x\nruntime: nodejs\n");
    const out = join(folder, "sets.d.ts");
    const environment = { ...config.environment, ...path };
    assert.equal((await runCommand(["types", "--out", out], { folder, environment })).exitCode, 0);
    assert.match(await readFile(out, "utf8"), /Marketing: \{[^]*AppCountry: string\[\];/);
    assert.equal((await runCommand(["types", "--check", "--out", out], { folder, environment })).exitCode, 0);
    directory.defineAttribute({ attributeSet: "Marketing", name: "New", type: "String" });
    assert.equal((await runCommand(["types", "--check", "--out", out], { folder, environment })).exitCode, 1);

    const blind = directory.addCaller({ roles: ["User.Read.All"] });
    const blindly = { ...directory.environment(blind.clientId), ...path };
    const refused = await runCommand(["types", "--out", out], { folder, environment: blindly });
    assert.deepEqual(
      [refused.exitCode, /CustomSecAttributeDefinition\.Read\.All/.test(refused.stderr)],
      [1, true],
      refused.stderr,
    );
    const unseen = await runCommand(["types", "--check", "--out", out], { folder, environment: blindly });
    assert.equal(unseen.exitCode, 2);
    await directory.close();
  });

  it("shows by its exit code whether the file is up to date, or that it could not read the tenant", async () => {
    const from = ["types", "--from", await write("estate.json", JSON.stringify(estate))];
    const out = join(folder, "checked.d.ts");
    const check = () => runCommand([...from, "--out", out, "--check"]);
    const missing = await check();
    assert.deepEqual([missing.exitCode, missing.stdout], [1, ""]);
    assert.match(missing.stderr, /checked\.d\.ts does not exist\. To write it/);
    await runCommand([...from, "--out", out]);
    assert.deepEqual(await check(), { exitCode: 0, stdout: "", stderr: "" });
    await writeFile(out, (await readFile(out, "utf8")).replaceAll("\n", "\r\n"));
    assert.equal((await check()).exitCode, 0);
    await writeFile(out, (await readFile(out, "utf8")).replace("boolean", "string"));
    assert.equal((await check()).exitCode, 1);
    assert.equal((await runCommand([...from, "--check"])).exitCode, 2);
    const unreadable = await runCommand([...from, "--out", folder, "--check"]);
    assert.equal(unreadable.exitCode, 2);
    assert.match(unreadable.stderr, /Could not read .*: EISDIR/);
    const { version, principals } = estate;
    const blind = JSON.stringify({ version, tenantId: estate.tenantId, principals });
    const without = ["types", "--from", await write("blind.json", blind)];
    assert.equal((await runCommand(without)).exitCode, 1);
    assert.equal((await runCommand([...without, "--out", out, "--check"])).exitCode, 2);
    assert.equal((await runCommand(["types", "--from", join(folder, "none.json")])).exitCode, 2);
    assert.equal((await runCommand([...from, "--stack", "dev"])).exitCode, 2);
  });

  it("lets the compiler check programs, of TypeScript 5 and 6, as CommonJS and as ES modules", async () => {
    const installation = await packed();
    const project = await mkdtemp(join(installation.folder, "types-"));
    const { tenantId, attributeSets = [], definitions = [] } = parseEstate(JSON.stringify(estate));
    const file = (name: string) => join(project, name);
    await writeFile(file("sets.d.ts"), declarationText({ tenantId, attributeSets, definitions }));
    for (const name of ["program.cts", "program.mts", "program.ts"]) await writeFile(file(name), program);
    await writeFile(file("untyped.ts"), untyped);
    const node16 = ["--module", "node16"];
    const exact = ["--module", "esnext", "--moduleResolution", "bundler", "--exactOptionalPropertyTypes"];
    for (const compiler of [dirname(require.resolve("typescript/package.json")), await typescript5()]) {
      const says = (options: string[], ...files: string[]) =>
        compile({ compiler, folder: project, files, options });
      assert.equal(says(exact, "sets.d.ts", "program.ts"), "");
      // Without the file everything is as it was; with it, an unknown name is not accepted as a set.
      assert.equal(says(node16, "untyped.ts"), "");
      const said = says(node16, "sets.d.ts", "program.cts", "program.mts", "untyped.ts");
      const faulty = [...said.matchAll(/^(\S+?)\(\d/gm)].map(([, name]) => name);
      assert.deepEqual([...new Set(faulty)], ["untyped.ts"], said);
    }
    assert.deepEqual(struckThrough(project), ["Level"]);
  });
});

/** The names that an editor offers for an attribute and strikes through. */
function struckThrough(folder: string): string[] {
  const file = join(folder, "edited.ts");
  const text = program.replace("attributes: table", "attributes: {  }");
  const options = {
    strict: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const snapshot = (path: string) => (path === file ? text : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file, join(folder, "sets.d.ts")],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const found = snapshot(path);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getCurrentDirectory: () => folder,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: (path) => snapshot(path),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path),
  });
  const position = text.indexOf("attributes: {  }") + "attributes: { ".length;
  const offered = service.getCompletionsAtPosition(file, position, undefined)?.entries ?? [];
  assert.ok(offered.some(({ name }) => name === "Project"));
  return offered.filter(({ kindModifiers = "" }) => /deprecated/.test(kindModifiers)).map(({ name }) => name);
}
