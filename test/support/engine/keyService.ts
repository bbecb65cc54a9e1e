import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** With it the engine encrypts the secrets of a story's state: AES in Galois counter mode. */
export const storyKey = Buffer.alloc(32, "key of a story");

/** What the file of a stack's configuration says of its key. */
export const keyInService = [
  "secretsprovider: hashivault://story",
  `encryptedkey: ${Buffer.from("vault:v1:story").toString("base64")}`,
  "",
].join("\n");

let address: Promise<string> | undefined;

/**
 * The address of a service that gives engines the key of a stack, as teams have one. To make a key out of a passphrase takes
 * an engine a third of all its time.
 */
export function keyService(): Promise<string> {
  return (address ??= start());
}

/** Answers what Vault's transit engine does when it is to decrypt: https://developer.hashicorp.com/vault/api-docs/secret/transit. */
async function start(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response
        .setHeader("content-type", "application/json")
        .end(JSON.stringify({ data: { plaintext: storyKey.toString("base64") } }));
    });
  });
  await once(server.listen(0, "127.0.0.1").unref(), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
