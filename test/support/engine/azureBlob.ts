import { createHmac } from "node:crypto";
import { azurite, newestNode } from "../installation/cachedTool";
import { startServer, type SharedBackend } from "./sharedBackend";

/** The account that every emulator has, and its key, which Microsoft has published. */
const account = "devstoreaccount1";
const key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
const container = "state";

/** Starts Microsoft's emulator of Azure Blob Storage, with an empty container. */
export async function startAzureBlob(): Promise<SharedBackend> {
  const options = ["--blobPort", "0", "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck"];
  const command = [await newestNode(), await azurite(), ...options] as const;
  const { said, stop } = await startServer([...command], /successfully listens on http:\/\/(\S+)/);
  const [, host = ""] = said;
  await makeContainer(host);
  return {
    environment: {
      PULUMI_BACKEND_URL: `azblob://${container}?domain=${host}&protocol=http&localemu=true`,
      AZURE_STORAGE_ACCOUNT: account,
      AZURE_STORAGE_KEY: key,
    },
    stop,
  };
}

/** Does what is done once in the portal, with the account's key. */
async function makeContainer(host: string): Promise<void> {
  const headers = { "x-ms-date": new Date().toUTCString(), "x-ms-version": "2021-08-06" };
  const named = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  const emptyHeaders = Array.from({ length: 11 }, () => "");
  const resource = [`/${account}/${account}/${container}`, "restype:container"];
  const text = ["PUT", ...emptyHeaders, ...named, ...resource].join("\n");
  const signature = createHmac("sha256", Buffer.from(key, "base64")).update(text).digest("base64");
  const { status } = await fetch(`http://${host}/${account}/${container}?restype=container`, {
    method: "PUT",
    headers: { ...headers, Authorization: `SharedKey ${account}:${signature}` },
  });
  if (status !== 201) throw new Error(`the emulator made no container: ${status}`);
}
