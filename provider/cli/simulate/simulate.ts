import type { Estate, Simulator, SimulatorOptions } from "pulumi-custom-security-attributes/simulator";
import { failed } from "../commandError";
import { readEstateFile } from "../estate/readEstate";
import { exitCodes } from "../runCommandLine";
import { requestLine } from "./requestLine";
import { seedFrom } from "./seedFrom";
import { shellLines } from "./shellLines";
import { tenantPage } from "./tenantPage";

export interface SimulateOptions {
  readonly port: number;
  readonly seed?: string;
  readonly latency?: number;
  readonly replicas?: number;
  readonly throttle?: boolean;
}

/** Runs a simulated tenant until a signal ends it, and gives the exit code. */
export async function simulate({ seed, ...options }: SimulateOptions): Promise<number> {
  const estate = seed === undefined ? undefined : seedFrom(await readEstateFile(seed));
  const ended = untilSignal();
  const simulator = await start({
    ...options,
    ...(estate && { seed: estate }),
    warn: say,
    renderTenant: tenantPage,
    onRequest: (entry) => say(requestLine(entry)),
  });
  introduce(simulator);
  const code = await ended;
  await simulator.close();
  return code;
}

async function start(options: SimulatorOptions): Promise<Simulator> {
  // The package's own name, because the simulator is a part of the package that no other part of it may load.
  const { startSimulator } = await import("pulumi-custom-security-attributes/simulator");
  try {
    return await startSimulator(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") {
      throw failed(
        `Port ${options.port} is taken. Choose another one with --port, or any free one with --port 0.`,
      );
    }
    if (code === "EACCES")
      throw failed(`You do not have permission to use port ${options.port}. Choose another one with --port.`);
    throw error;
  }
}

/** More than this would scroll away what the shell needs. */
const mostShown = 10;

function introduce(simulator: Simulator): void {
  const { url } = simulator;
  const estate = simulator.estate();
  say(`A simulated Entra tenant answers at ${url}, and that address shows it in a browser.`);
  say("Users:");
  for (const line of principalLines(estate, "User")) say(`  ${line}`);
  say("Service principals:");
  for (const line of principalLines(estate, "ServicePrincipal")) say(`  ${line}`);
  say(
    "Paste these lines into the shell that runs pulumi, in the folder of the project, with its stack selected:",
  );
  const needs = { environment: simulator.environment(), pulumiConfig: simulator.pulumiConfig() };
  const lines = shellLines(needs, process.platform === "win32" ? "powershell" : "posix");
  process.stdout.write(`${lines.join("\n")}\nready\n`);
  say("Ctrl-C stops it and discards everything. Requests:");
}

function principalLines({ principals }: Estate, type: "User" | "ServicePrincipal"): string[] {
  const all = principals.filter(({ principalType }) => principalType === type);
  if (all.length === 0) return ["none"];
  const shown = all
    .slice(0, mostShown)
    .map(({ principalObjectId, displayName, userPrincipalName, clientId }) =>
      type === "User"
        ? `${principalObjectId}  ${userPrincipalName ?? displayName ?? ""}`
        : `${principalObjectId}  ${displayName ?? ""} (client id ${clientId})`,
    );
  const more = all.length - shown.length;
  return more > 0 ? [...shown, `and ${more.toLocaleString("en-US")} more`] : shown;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Listens before anything is printed, because the reader of the first line may already stop it. */
function untilSignal(): Promise<number> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve(exitCodes.interrupted));
    process.once("SIGTERM", () => resolve(0));
  });
}
