import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { estateText } from "../../provider/cli/estate/estateJson";
import { packed } from "../support/installation/packed";
import { runCommand } from "./support/command";
import { reportEstate } from "./support/reportEstate";

const installed = async (args: readonly string[]) => runCommand(args, { installation: await packed() });

describe("report", () => {
  let folder: string;
  let from: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "csa-report-"));
    from = join(folder, "estate.json");
    await writeFile(from, estateText(reportEstate));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("gives the same as JSON and as CSV", async () => {
    const { exitCode, stdout } = await installed(["report", "--from", from, "--format", "json"]);
    assert.equal(exitCode, 0);
    const report = JSON.parse(stdout) as {
      principals: object[];
      findings: { kind: string }[];
      counts: { users: number };
    };
    assert.deepEqual([report.principals.length, report.counts.users], [1_500, 1_000]);
    const kinds = ["notAllowed", "deprecatedInUse", "untagged", "agentWithoutTags"];
    assert.deepEqual(
      kinds.map((kind) => report.findings.filter((finding) => finding.kind === kind).length),
      [30, 15, 150, 50],
    );
    const rows = (
      await installed([
        "report",
        "--from",
        from,
        "--format",
        "csv",
        "--where",
        "Engineering.Project=Zeppelin",
      ])
    ).stdout.split("\r\n");
    const flagged = rows.filter((row) => row.includes("notAllowed"));
    assert.ok(flagged.length === 30 && flagged.every((row) => row.includes("Zeppelin")));
  });

  it("refuses an estate that it cannot read, and options that cannot be used with one", async () => {
    const other = join(folder, "other.json");
    await writeFile(other, `{"version":9,"tenantId":"t","principals":[]}`);
    for (const [args, reason] of [
      [["--from", other], /it has version 9/],
      [["--from", join(folder, "none.json")], /Could not read the estate .*none\.json/],
      [["--from", from, "--stack", "x"], /--from reads a file instead of a tenant/],
      [["--from", from, "--filter", "x", "--users"], /--filter is evaluated by Graph/],
    ] as const) {
      const { exitCode, stdout, stderr } = await installed(["report", ...args]);
      assert.deepEqual([exitCode, stdout], [2, ""], stderr);
      assert.match(stderr, reason);
    }
  });

  it("ends without a message when its reader closes the pipe", async () => {
    const { folder: installed } = await packed();
    const main = join(installed, "node_modules/pulumi-custom-security-attributes/lib/cli/main.js");
    const line = `set -o pipefail; "${process.execPath}" "${main}" report --from "${from}" | head -c 10`;
    const { stdout, stderr } = await promisify(execFile)("bash", ["-c", line]);
    assert.deepEqual([stdout, stderr], ["<!doctype ", ""]);
  });
});
