/** How the user is told. An ephemeral line stands beside the running operation and leaves no trace. */
export type Say = (
  severity: "info" | "warning",
  message: string,
  options?: { readonly ephemeral?: boolean },
) => Promise<void>;
