import type { Credential, CredentialChoice } from "./credentialChoice";
import { decisiveSetting } from "./identity";

/** Which credential it is, for the middle of a sentence. */
export function describeCredential(credential: Credential): string {
  switch (credential.kind) {
    case "clientSecret":
      return `the client secret of the client ${credential.clientId}`;
    case "clientCertificate":
      return `the certificate of the client ${credential.clientId}`;
    case "assertion":
      return `the OIDC token for the client ${credential.clientId}`;
    case "assertionFile":
      return `the OIDC token in a file for the client ${credential.clientId}`;
    case "workflow":
      return `the token of the running workflow for the client ${credential.clientId}`;
    case "pipeline":
      return `the token of the running Azure pipeline for the client ${credential.clientId}`;
    case "managedIdentity":
      return credential.clientId === undefined
        ? "the system-assigned managed identity"
        : `the managed identity ${credential.clientId}`;
    case "azureCli":
      return "the account of the Azure CLI";
    case "default":
      return "the default Azure credentials";
  }
}

/** What to do when there is no token, in one sentence with the keys to set. */
export function remedyFor({ credential, why }: CredentialChoice): string {
  switch (credential.kind) {
    case "default":
      return (
        "Set customSecurityAttributes:tenantId, clientId and clientSecret (pulumi config set --secret), or AZURE_TENANT_ID, " +
        "AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or another credential that docs/credentials.md lists."
      );
    case "azureCli":
      return `Sign in with \`az login\`, or set another credential that docs/credentials.md lists (${why}).`;
    case "managedIdentity":
      return `Managed identities work only on Azure's own machines (${why}). Elsewhere, remove that setting.`;
  }
  const { name } = decisiveSetting(credential);
  const check = `Check ${name}, the client id ${credential.clientId} and the tenant ${credential.tenantId} (${why}).`;
  return name.includes(":") ? `${check} ${rotated}` : check;
}

const rotated =
  "After a change of the stack's configuration, give `pulumi refresh` and `pulumi destroy` the option --run-program: " +
  "without it they use the configuration of the last update.";

/** What must not appear in any message. */
export function secretsOf(credential: Credential): string[] {
  switch (credential.kind) {
    case "clientSecret":
      return [credential.secret.text];
    case "clientCertificate": {
      const { from, setting, password } = credential.certificate;
      return [...(password ? [password.text] : []), ...(from === "text" ? [setting.text] : [])];
    }
    case "assertion": {
      const { token, renewal } = credential;
      return [
        token.text,
        ...(renewal && renewal.kind !== "assertionFile" ? [renewal.requestToken.text] : []),
      ];
    }
    case "workflow":
    case "pipeline":
      return [credential.requestToken.text];
    case "assertionFile":
    case "managedIdentity":
    case "azureCli":
    case "default":
      return [];
  }
}
