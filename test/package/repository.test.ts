import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { engines } from "../../package.json";
import { lintWorkflow } from "../support/installation/actionlint";

const root = join(__dirname, "../..");
const workflows = readdirSync(join(root, ".github/workflows"));
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const workflow = (name: string) => read(".github/workflows", name);

describe("the workflows of the repository", () => {
  it("are ones that actionlint finds nothing wrong with", async () => {
    for (const name of workflows) {
      const file = join(".github/workflows", name);
      assert.match(await lintWorkflow(file, root), /passed lint checks/);
    }
  });

  it("run every test on three systems, from the oldest Node.js that is supported", () => {
    const text = workflow("test.yaml");
    assert.match(text, /os: \[ubuntu-latest, macos-latest, windows-latest\]/);
    assert.match(text, new RegExp(`node: \\[${engines.node.replace(">=", "")}, 22, 24\\]`));
    assert.match(text, /- run: npm ci\n +- run: npm test\n/);
  });

  it("publish a tag that is the version of the package, with provenance and after every test", () => {
    const text = workflow("release.yaml");
    const steps = ['= "$TAG"', "- run: npm ci", "- run: npm test", "- run: npm publish --provenance"];
    const places = steps.map((step) => text.indexOf(step));
    assert.ok(!places.includes(-1), steps[places.indexOf(-1)]);
    assert.deepEqual(
      [...places].sort((one, other) => one - other),
      places,
    );
    assert.match(text, /id-token: write/);
  });
});

describe("the form for errors", () => {
  it("asks for the request-id, which Microsoft needs, and for no value", () => {
    const form = read(".github/ISSUE_TEMPLATE/bug.yml");
    assert.match(form, /id: request-id\n[^]*?required: true/);
    assert.match(form, /leave out attribute values, tokens and client secrets/);
  });
});
