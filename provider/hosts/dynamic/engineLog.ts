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

let engine: Engine | undefined;

/**
 * Says something below `Diagnostics` of the running `pulumi` command, or, if it is ephemeral, beside the running
 * operation for a while. Never throws.
 */
export async function logToEngine(
  severity: Severity,
  message: string,
  { ephemeral = false }: { ephemeral?: boolean } = {},
): Promise<void> {
  try {
    const { client, createRequest } = (engine ??= connectToEngine());
    await new Promise<void>((resolve) => {
      client.log(
        createRequest(severity, message, ephemeral),
        { deadline: Date.now() + deliveryMilliseconds },
        () => resolve(),
      );
    });
  } catch {
    // Without an engine, as when a test calls the provider directly, there is nobody to tell.
  }
}

/** The engine starts the process of a dynamic provider with its own address as the last argument. */
function connectToEngine(): Engine {
  const address = process.argv[2];
  if (!address) throw new Error("the process was not started by an engine");
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
