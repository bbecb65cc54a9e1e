import * as pulumi from "@pulumi/pulumi";

/** The part of a gRPC client that is needed. Pulumi's mocks are no gRPC clients. */
interface Connection {
  getChannel(): { getTarget(): string; getConnectivityState(tryToConnect: boolean): number };
}

/** What gRPC calls the states of a channel whose other end does not answer, and of one that was closed. */
const [transientFailure, shutdown] = [3, 4];

/** The engine that runs this program. */
export interface Engine {
  /** As the engine also tells it to the providers that it starts. */
  readonly address: string;
  /** Whether the SDK has said goodbye to it, or it was killed. */
  ended(): boolean;
}

/** Whether an engine will start the process of our provider: there is none for a unit test with Pulumi's mocks. */
export function startsProviders(): boolean {
  return connectionOf(pulumi.runtime.getMonitor()) !== undefined;
}

/** Undefined when there is no engine, or when a future SDK hides it. */
export function connectedEngine(): Engine | undefined {
  const channel = connectionOf(pulumi.runtime.getEngine())?.getChannel();
  if (!channel) return undefined;
  return {
    address: channel.getTarget().replace(/^dns:\/*/, ""),
    ended: () => [transientFailure, shutdown].includes(channel.getConnectivityState(false)),
  };
}

/** Whether the program is a function of the process that drives Pulumi, and not a process that Pulumi started. */
export function isInline(engine: Engine): boolean {
  // The command that runs a program hands the address on to it like this.
  return engine.address !== process.env.PULUMI_NODEJS_ENGINE;
}

function connectionOf(client: unknown): Connection | undefined {
  const isConnection =
    typeof client === "object" &&
    client !== null &&
    "getChannel" in client &&
    typeof client.getChannel === "function";
  return isConnection ? (client as Connection) : undefined;
}
