import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import manifest from "../../package.json";
import { tell } from "../support/story";
import { secrets, tagged } from "./tagged";

/** Run once per release, with `npx mocha test/upgrade/record.ts`: leaves this release's state to the tests of later ones. */
it("records the state of this release", async () => {
  await tell({ files: tagged(), secrets }, async ({ stack }) => {
    const { exitCode, output } = await stack.up();
    if (exitCode !== 0) throw new Error(output);
    const exported = await stack.pulumi("stack", "export");
    await writeFile(join(__dirname, "exports", `${manifest.version}.json`), exported.output);
  });
});
