import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withHelp } from "./reference";

describe("docs/command-line.md", () => {
  it("has the help of every command as the parser prints it (npm run reference writes it)", () => {
    const document = readFileSync(join(__dirname, "../../docs/command-line.md"), "utf8");
    assert.equal(withHelp(document), document);
  });
});
