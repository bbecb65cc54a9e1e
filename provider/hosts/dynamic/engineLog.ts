import { createRequire } from "node:module";

type Severity = "info" | "warning";

/** The two members of Pulumi's generated engine client that are needed; it comes without types. */
interface EngineClient {
  log(request: unknown, options: { deadline: number }, done: (error: unknown) => void): void;
}

interface Engine {
  readonly client: EngineClient;
  readonly createRequest: (severity: Severity, message: string, ephemeral: boolean) => unknown;
}

/** A message that cannot be delivered within this time is dropped: the work matters more than the talk about it. */
const deliveryMilliseconds = 5_000;

/** `none` if there is no engine, and `moved` if Pulumi's engine client is not found at its usual place. */
let engine: Engine | "none" | "moved" | undefined;

/**
 * Says something below `Diagnostics` of the running `pulumi` command, or, if it is ephemeral, beside the running
 * operation for a while. Never throws. Where the client for the engine's log is not to be found, lines that are meant to
 * stay go to standard error, which the engine shows in the same place.
 */
export async function logToEngine(
  severity: Severity,
  message: string,
  { ephemeral = false }: { readonly ephemeral?: boolean } = {},
): Promise<void> {
  engine ??= connectToEngine();
  if (engine === "none") return;
  if (engine === "moved") {
    if (!ephemeral) process.stderr.write(`${severity}: ${message}\n`);
    return;
  }
  const { client, createRequest } = engine;
  const request = createRequest(severity, message, ephemeral);
  // If the engine is gone, the work continues without the message.
  await new Promise<void>((resolve) => {
    client.log(request, { deadline: Date.now() + deliveryMilliseconds }, () => resolve());
  });
}

/** The engine starts the process of a dynamic provider with its own address as the last argument. */
function connectToEngine(): Engine | "none" | "moved" {
  const address = process.argv[2];
  // As when a test calls the provider directly.
  if (!address) return "none";
  try {
    return engineAt(address);
  } catch {
    return "moved";
  }
}

function engineAt(address: string): Engine {
  // gRPC is a dependency of Pulumi's SDK and not of this package, so it is found from there.
  const fromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const grpc = fromPulumi("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
  const { EngineClient } = fromPulumi("./proto/engine_grpc_pb") as {
    EngineClient: new (address: string, credentials: unknown) => EngineClient;
  };
  const { LogRequest, LogSeverity } = fromPulumi("./proto/engine_pb") as {
    LogRequest: new () => {
      setSeverity(severity: number): void;
      setMessage(message: string): void;
      setEphemeral(ephemeral: boolean): void;
    };
    LogSeverity: Record<string, number>;
  };
  return {
    client: new EngineClient(address, grpc.credentials.createInsecure()),
    createRequest(severity, message, ephemeral) {
      const request = new LogRequest();
      request.setSeverity(LogSeverity[severity.toUpperCase()] ?? 0);
      request.setMessage(message);
      request.setEphemeral(ephemeral);
      return request;
    },
  };
}
