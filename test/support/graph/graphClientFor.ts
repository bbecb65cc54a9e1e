import type { RunningDirectory } from "../../../simulator";
import { Batches } from "../../../provider/graph/batch";
import { GraphClient, type GraphClientOptions } from "../../../provider/graph/graphClient";
import type { Send } from "../../../provider/http/send";
import { GraphConnection } from "../../simulator/graphConnection";

/** The package's own client on a simulated tenant, in the process of the test: Node trusts its authority only this way. */
export async function graphClientFor(
  directory: RunningDirectory,
  options: Partial<GraphClientOptions> = {},
): Promise<GraphClient> {
  const connection = await GraphConnection.open(directory);
  return new GraphClient({ ...clientOptions(directory, connection), ...options });
}

/** The same, on the way where requests travel in batches. */
export async function gatheringClientFor(
  directory: RunningDirectory,
  {
    through = (send) => send,
    ...options
  }: Partial<GraphClientOptions> & { through?: (send: Send) => Send } = {},
): Promise<GraphClient> {
  const connection = await GraphConnection.open(directory);
  const { send, ...others } = clientOptions(directory, connection);
  const batches = new Batches(`${directory.graphEndpoint}/v1.0`, through(send));
  return new GraphClient({ ...others, send: batches.send, slots: Infinity, ...options });
}

function clientOptions(directory: RunningDirectory, connection: GraphConnection) {
  return {
    graphEndpoint: directory.graphEndpoint,
    graphVersion: "v1.0",
    timeoutMilliseconds: 10_000,
    getToken: () => Promise.resolve(connection.token),
    send: sendThrough(connection),
  } as const;
}

function sendThrough(connection: GraphConnection): Send {
  return async ({ method, url, headers, body, signal }) => {
    const { pathname, search } = new URL(url);
    const path = `${pathname}${search}`;
    const answer = connection.send({ method, path, headers: { ...headers }, ...(body && { body }) });
    const { status, headers: received, body: content } = await unlessAborted(answer, signal);
    return {
      status,
      header: (name) => received[name.toLowerCase()]?.toString(),
      text: typeof content === "string" ? content : JSON.stringify(content),
    };
  };
}

async function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  answer.catch(() => undefined);
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    answer.then(resolve, reject);
  });
}
