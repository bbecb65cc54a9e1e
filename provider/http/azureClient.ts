import type { HttpClient, ProxySettings } from "@azure/core-rest-pipeline";
import { client, directClient } from "./client";

/** Keeps the library from reading the variables about proxies by rules of its own, and from failing on what it does not know. */
const proxyOptions: ProxySettings = { host: "http://localhost", port: 80 };

interface ClientOptions {
  readonly httpClient: HttpClient;
  readonly proxyOptions: ProxySettings;
}

/** Makes `@azure/identity` go the way that all requests go. */
export const azureClientOptions: ClientOptions = { httpClient: client, proxyOptions };

/** For the endpoints that a machine has for itself. */
export const directClientOptions: ClientOptions = { httpClient: directClient, proxyOptions };
