import { startDirectory, type DirectoryOptions, type RunningDirectory } from "../../simulator";
import { GraphConnection } from "./graphConnection";

export const alice = {
  id: "aaaaaaaa-0000-4000-8000-000000000001",
  userPrincipalName: "alice@contoso.example",
};
export const ordersApi = {
  id: "bbbbbbbb-0000-4000-8000-000000000001",
  appId: "cccccccc-0000-4000-8000-000000000001",
  displayName: "orders-api",
};

export interface Connected {
  readonly directory: RunningDirectory;
  readonly graph: GraphConnection;
}

/** Runs a test against a directory with Alice and one service principal, signed in as its first caller. */
export async function connected(
  options: DirectoryOptions,
  test: (parts: Connected) => Promise<void>,
): Promise<void> {
  const directory = await startDirectory({ users: [alice], servicePrincipals: [ordersApi], ...options });
  try {
    const graph = await GraphConnection.open(directory);
    await test({ directory, graph });
    graph.close();
  } finally {
    await directory.close();
  }
}
