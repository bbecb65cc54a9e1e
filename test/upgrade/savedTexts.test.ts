import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import { packed } from "../support/installation/packed";
import { answerOf, hostLoader } from "../support/installation/userProgram";
import { fileOf, releases } from "./release";
import savedTexts from "./savedTexts.json";

describe("the texts that releases have left in states", () => {
  for (const text of savedTexts) {
    it(`are run by this release: ${text}`, async () => {
      const source = `
        ${hostLoader}
        const provider = load(${JSON.stringify(text)}).handler();
        const operations = ["check", "diff", "create", "read", "update", "delete"];
        console.log(JSON.stringify(operations.filter((name) => typeof provider[name] !== "function")));`;
      const { folder } = await packed();
      assert.deepEqual(await answerOf({ folder, file: "saved.cjs", source }), []);
    });
  }

  it("are all listed: those of this release and of every recorded state", async () => {
    for (const text of Object.values(savedProvider)) assert.ok(savedTexts.includes(text.__provider));
    for (const release of releases) {
      const state = await readFile(fileOf(release, "stack.json"), "utf8");
      const texts = [...state.matchAll(/"__provider": ("(?:[^"\\]|\\.)*")/g)].map(
        ([, text = '""']) => JSON.parse(text) as string,
      );
      assert.ok(texts.length > 0, release);
      for (const text of texts) assert.ok(savedTexts.includes(text), text);
    }
  });
});
