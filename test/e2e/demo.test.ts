import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensurePulumi } from "../../tools/pulumiCli";

const root = join(__dirname, "../..");

interface Demo {
  /** All that was printed, on both streams. */
  readonly output: string;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it left in the only folder for temporary files that it knew. */
  readonly leftFiles: readonly string[];
  /** Processes that still work with that folder. */
  readonly leftProcesses: readonly string[];
}

/** Runs the demo as `npm run demo` does, and presses Ctrl-C as soon as the text appears. */
async function runDemo(interruptAt?: string): Promise<Demo> {
  await ensurePulumi();
  const folder = await mkdtemp(join(tmpdir(), "csa-demo-"));
  const child = spawn(process.execPath, ["-r", "./tools/typescript.cjs", "demo/main.ts"], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let interrupted = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      output += chunk;
      if (interruptAt === undefined || interrupted || !output.includes(interruptAt)) return;
      interrupted = true;
      child.kill("SIGINT");
    });
  }
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, name) => resolve([code, name]));
  });
  const leftFiles = await readdir(folder);
  const leftProcesses = await processesStayingIn(folder);
  await rm(folder, { recursive: true, force: true });
  return { output, exitCode, signal, leftFiles, leftProcesses };
}

/** How long the engine's own processes may take to end after it. */
const milliseconds = { atMost: 10_000, betweenLooks: 100 };

async function processesStayingIn(folder: string): Promise<string[]> {
  const deadline = Date.now() + milliseconds.atMost;
  for (;;) {
    const found = await processesIn(folder);
    if (found.length === 0 || Date.now() > deadline) return found;
    await sleep(milliseconds.betweenLooks);
  }
}

/** Command lines of processes whose environment names the folder, where the system tells: on Linux. */
async function processesIn(folder: string): Promise<string[]> {
  const processes = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    processes.map(async (id) => {
      const environment = await readFile(`/proc/${id}/environ`, "utf8").catch(() => "");
      if (!environment.includes(folder)) return [];
      return [(await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ")];
    }),
  );
  return found.flat();
}

describe("the demo", () => {
  it("runs to the end, says what to do next, and leaves nothing behind", async () => {
    const { output, exitCode, leftFiles, leftProcesses } = await runDemo();
    assert.equal(exitCode, 0, output);
    assert.deepEqual({ leftFiles, leftProcesses }, { leftFiles: [], leftProcesses: [] });

    const commands = [...output.matchAll(/^\$ pulumi (\w+ ?.*)$/gm)].map(([, command = ""]) => command);
    assert.deepEqual(
      commands.filter((command) => !command.startsWith("config ")),
      [
        "up --yes --skip-preview",
        "up --yes --skip-preview",
        "up --yes --skip-preview",
        "preview --refresh --diff",
        "up --yes --skip-preview --refresh",
        "destroy --yes --skip-preview",
      ],
    );
    assert.doesNotMatch(output, /Created stack/, "making the stack is no part of the story");
    // After each step: the tenant with the other team's attribute as it ever was, and what was sent.
    assert.equal(count(output, /^The tenant now$/gm), 6);
    assert.equal(
      count(output, /Engineering\.Datacenter {4}\["Dublin", "Frankfurt"\] {2}another team's$/gm),
      5,
    );
    assert.equal(count(output, /^ {2}POST \/v1\.0\/directory\/attributeSets → 201 \w+$/gm), 2);
    assert.equal(
      count(output, /^ {2}POST \/v1\.0\/directory\/customSecurityAttributeDefinitions → 201 \w+\.\w+: /gm),
      7,
    );
    assert.equal(count(output, /^ {2}PATCH \/v1\.0\/directory\/\S+ → 204 Deprecated$/gm), 7);
    assert.deepEqual(
      [...output.matchAll(/^Sent to Graph (\d) PATCH/gm)].map(([, writes]) => Number(writes)),
      [2, 0, 2, 0, 2, 2],
    );
    assert.equal(count(output, /^ {2}PATCH \/v1\.0\/(users|servicePrincipals)\/[0-9a-f-]+ → 204$/gm), 8);
    for (const line of [`"NumVendors@odata.type": "#Int32",`, `"CostCenter": [],`, `"ProjectDate": null`]) {
      assert.ok(output.includes(line), line);
    }
    // The refresh shows the drift, and the repair that follows from it.
    assert.match(output, /NumVendors *: 8 => 99[^]*NumVendors *: 99 => 8/);
    assert.match(output, /With your own tenant\n[^]*admin consent[^]*pulumi config set[^]*pulumi up\n$/);
  });

  it("stops at Ctrl-C in the middle of an update, as a shell expects, and leaves nothing behind", async () => {
    const { output, exitCode, signal, leftFiles, leftProcesses } = await runDemo("Updating (demo)");
    // A shell reports a process that was ended by SIGINT with the exit code 130.
    assert.deepEqual({ exitCode, signal }, { exitCode: null, signal: "SIGINT" }, output);
    assert.deepEqual({ leftFiles, leftProcesses }, { leftFiles: [], leftProcesses: [] });
    assert.match(output, /\nInterrupted: [^\n]*\n$/);
    assert.doesNotMatch(output, /^2 {2}/m, "no further step was begun");
  });
});

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
