import type * as Azure from "@azure/identity";
import type { GetTokenOptions, TokenCredential, TokenCredentialOptions } from "@azure/identity";
import { refuseExpired, readAssertion } from "./assertion";
import { audiencesFor, type OidcProof } from "./audiences";
import { loadCertificate } from "./certificate";
import { isMicrosoftAuthority } from "./clouds";
import type { Credential } from "./credentialChoice";

/** Makes what asks for tokens. It has none yet, so that the first one it gives is fresh. */
export async function createCredential(
  credential: Credential,
  authorityHost: string,
): Promise<TokenCredential> {
  if (isOidc(credential)) refuseExpired(credential);
  // Loaded here, because a run that asks Graph nothing should not pay for it.
  const [azure, { azureClientOptions, directClientOptions }] = await Promise.all([
    import("@azure/identity"),
    import("../http/azureClient"),
  ]);
  const disableInstanceDiscovery = !isMicrosoftAuthority(authorityHost);
  const options = { ...azureClientOptions, authorityHost, disableInstanceDiscovery };
  switch (credential.kind) {
    case "default": {
      const { tenantId, tools } = credential;
      const named = { ...options, ...(tenantId !== undefined && { tenantId }) };
      return tools === "used" ? new azure.DefaultAzureCredential(named) : withoutTools(azure, named);
    }
    case "azureCli": {
      const { tenantId } = credential;
      return new azure.AzureCliCredential(tenantId === undefined ? {} : { tenantId });
    }
    case "managedIdentity": {
      const { clientId } = credential;
      return new azure.ManagedIdentityCredential({
        ...directClientOptions,
        ...(clientId !== undefined && { clientId }),
      });
    }
    case "clientSecret": {
      const { tenantId, clientId, secret } = credential;
      return new azure.ClientSecretCredential(tenantId, clientId, secret.text, options);
    }
    case "clientCertificate": {
      const { tenantId, clientId } = credential;
      const certificate = await loadCertificate(credential.certificate);
      return new azure.ClientCertificateCredential(tenantId, clientId, { certificate }, options);
    }
    case "assertion":
    case "assertionFile":
    case "workflow":
    case "pipeline": {
      const { tenantId, clientId } = credential;
      return inTurn(audiencesFor(credential, authorityHost), (audience) => {
        const assertion = () => readAssertion(credential, audience);
        return new azure.ClientAssertionCredential(tenantId, clientId, assertion, options);
      });
    }
  }
}

/** `DefaultAzureCredential` without the credentials of people who signed in with a tool on this machine. */
function withoutTools(
  azure: typeof Azure,
  options: TokenCredentialOptions & { readonly tenantId?: string },
): TokenCredential {
  const { AZURE_CLIENT_ID: clientId, AZURE_FEDERATED_TOKEN_FILE: tokenFile } = process.env;
  return new azure.ChainedTokenCredential(
    new azure.EnvironmentCredential(options),
    ...(tokenFile ? [new azure.WorkloadIdentityCredential(options)] : []),
    new azure.ManagedIdentityCredential({ ...options, ...(clientId && { clientId }) }),
  );
}

function isOidc(credential: Credential): credential is Credential & OidcProof {
  return ["assertion", "assertionFile", "workflow", "pipeline"].includes(credential.kind);
}

/** Entra's refusal of an audience. */
const otherAudience = /\bAADSTS700212\b/;

function inTurn(
  audiences: readonly string[],
  credentialFor: (audience: string) => TokenCredential,
): TokenCredential {
  return {
    async getToken(scopes: string | string[], options?: GetTokenOptions) {
      for (const audience of audiences.slice(0, -1)) {
        try {
          return await credentialFor(audience).getToken(scopes, options);
        } catch (error) {
          if (!otherAudience.test(String(error))) throw error;
        }
      }
      return credentialFor(audiences.at(-1) ?? "").getToken(scopes, options);
    },
  };
}
