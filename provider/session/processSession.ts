import { Session, type SessionOptions } from "./session";

let session: Session | undefined;

/**
 * The session of this process. Pulumi configures a provider once for each text that stands in state, so once for each
 * resource type of a stack, always with the same configuration: the first makes the session, and all share what it knows.
 */
export function processSession(options: SessionOptions): Session {
  return (session ??= new Session(options));
}
