import type { TokenCredential } from "@azure/identity";
import { loadCertificate } from "./certificate";
import { isMicrosoftAuthority } from "./clouds";
import type { Credential } from "./credentialChoice";

/** Makes what asks for tokens. It has none yet, so that the first one it gives is fresh. */
export async function createCredential(
  credential: Credential,
  authorityHost: string,
): Promise<TokenCredential> {
  // Loaded here, because a run that asks Graph nothing should not pay for it.
  const azure = await import("@azure/identity");
  const options = { authorityHost, disableInstanceDiscovery: !isMicrosoftAuthority(authorityHost) };
  if (credential.kind === "default") {
    const { tenantId } = credential;
    return new azure.DefaultAzureCredential({ ...options, ...(tenantId !== undefined && { tenantId }) });
  }
  if (credential.kind === "managedIdentity") {
    const { clientId } = credential;
    return new azure.ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
  }
  const { tenantId, clientId } = credential;
  switch (credential.kind) {
    case "clientSecret":
      return new azure.ClientSecretCredential(tenantId, clientId, credential.secret.text, options);
    case "clientCertificate": {
      const certificate = await loadCertificate(credential.certificate);
      return new azure.ClientCertificateCredential(tenantId, clientId, { certificate }, options);
    }
    case "assertion": {
      const { token } = credential;
      return new azure.ClientAssertionCredential(
        tenantId,
        clientId,
        () => Promise.resolve(token.text),
        options,
      );
    }
    case "assertionFile": {
      const tokenFilePath = credential.path.text;
      return new azure.WorkloadIdentityCredential({ ...options, tenantId, clientId, tokenFilePath });
    }
    case "workflow": {
      const { requestWorkflowToken } = await import("./workflowToken");
      return new azure.ClientAssertionCredential(
        tenantId,
        clientId,
        () => requestWorkflowToken(credential),
        options,
      );
    }
  }
}
