import { rmSync } from "node:fs";
import * as grpc from "@grpc/grpc-js";
import { notePath } from "../../../provider/pulumi/claimsNote";

export interface LogEntry {
  readonly severity: "debug" | "info" | "warning" | "error";
  readonly message: string;
  /** Shown beside the running operation only, for as long as it runs. */
  readonly isEphemeral: boolean;
}

interface LogRequest {
  getSeverity(): number;
  getMessage(): string;
  getEphemeral(): boolean;
}

/* Pulumi's generated protocol code has no types. */
/* eslint-disable @typescript-eslint/no-require-imports */
const { EngineService } = require("@pulumi/pulumi/proto/engine_grpc_pb") as {
  EngineService: grpc.ServiceDefinition;
};
const { Empty } = require("google-protobuf/google/protobuf/empty_pb") as { Empty: new () => object };
/* eslint-enable @typescript-eslint/no-require-imports */

const severities = ["debug", "info", "warning", "error"] as const;

/** The little of Pulumi's engine that a provider process talks to: it writes down what it is told. */
export class FakeEngine {
  readonly #server = new grpc.Server();
  readonly #log: LogEntry[] = [];
  #address = "";

  static async start(): Promise<FakeEngine> {
    const engine = new FakeEngine();
    engine.#server.addService(EngineService, {
      log: (call: { request: LogRequest }, done: (error: null, answer: object) => void) => {
        const severity = severities[call.request.getSeverity()] ?? "error";
        engine.#log.push({
          severity,
          message: call.request.getMessage(),
          isEphemeral: call.request.getEphemeral(),
        });
        done(null, new Empty());
      },
    });
    const port = await new Promise<number>((resolve, reject) => {
      const credentials = grpc.ServerCredentials.createInsecure();
      engine.#server.bindAsync("127.0.0.1:0", credentials, (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    engine.#address = `127.0.0.1:${port}`;
    // A story that ended a moment ago may have had an engine with the same port.
    rmSync(notePath(engine.#address), { force: true });
    return engine;
  }

  get address(): string {
    return this.#address;
  }

  get log(): readonly LogEntry[] {
    return this.#log;
  }

  stop(): void {
    this.#server.forceShutdown();
  }
}
