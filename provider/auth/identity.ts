import { ConfigurationError, isOn, textInFile, type Find, type Setting } from "./configuration";
import { webhookNames, type IdentityNames } from "./identityNames";
import { findTokenService, type TokenService } from "./tokenService";

/** What an app proves with that it is the client it says. Settings keep their names, so that errors can say them. */
export type Proof =
  | { readonly kind: "clientSecret"; readonly secret: Setting }
  | { readonly kind: "clientCertificate"; readonly certificate: Certificate }
  /** An OIDC token as text, which is not renewed, and where to get another one when it has expired. */
  | { readonly kind: "assertion"; readonly token: Setting; readonly renewal: FreshToken | undefined }
  | FreshToken
  | { readonly kind: "managedIdentity"; readonly flag: Setting };

/** OIDC tokens that are renewed: in a file, or by a service. */
export type FreshToken = { readonly kind: "assertionFile"; readonly path: Setting } | TokenService;

export interface Certificate {
  readonly from: "text" | "file";
  /** The certificate itself, or the path to it. */
  readonly setting: Setting;
  readonly password: Setting | undefined;
  readonly passwordName: string;
}

/**
 * All that can prove an identity, in the order of `@pulumi/azuread`, so that a stack which has two acts as the same app in
 * both. Only what is asked for is looked at: a mistake in an unused setting is no error.
 *
 * @param tokens The OIDC tokens that count.
 */
export function* readProofs(
  find: Find,
  names: IdentityNames,
  tokens: readonly Proof[],
): Generator<Proof, void> {
  const certificate = readCertificate(find, names);
  if (certificate) yield certificate;
  const secret = readSecret(find, names);
  if (secret) yield secret;
  yield* tokens;
  const flag = find(...names.managedIdentity);
  if (isOn(flag)) yield { kind: "managedIdentity", flag };
}

/** A token that stands in a setting or in a file, and behind it other sources of fresh ones. */
export function readTokens(find: Find, names: IdentityNames, others: readonly FreshToken[] = []): Proof[] {
  const token = find(...names.oidcToken);
  const fresh = [...tokenFile(find(...names.oidcTokenFilePath)), ...others];
  return token ? [{ kind: "assertion", token, renewal: fresh[0] }, ...fresh] : fresh;
}

/** As `@pulumi/azuread` looks for them when OIDC is switched on. */
export function readAzureadTokens(find: Find, names: IdentityNames, isInAks: boolean): Proof[] {
  const service = findTokenService(find);
  const ofWebhook = tokenFile(find(webhookNames.tokenFilePath));
  // A runner on AKS has the webhook's file beside the service of the workflow, and `@pulumi/azuread` asks the service.
  return readTokens(find, names, [
    ...(isInAks ? ofWebhook : []),
    ...(service ? [service] : []),
    ...(isInAks ? [] : ofWebhook),
  ]);
}

function tokenFile(path: Setting | undefined): FreshToken[] {
  return path ? [{ kind: "assertionFile", path }] : [];
}

/** The client by its id, or by a file that holds it. */
export function readClientId(find: Find, { clientId, clientIdFilePath }: IdentityNames): Setting | undefined {
  return textOrFile(find, clientId, clientIdFilePath, "client ids");
}

function readCertificate(find: Find, names: IdentityNames): Proof | undefined {
  const text = find(...names.clientCertificate);
  const setting = text ?? find(...names.clientCertificatePath);
  if (!setting) return undefined;
  const password = find(...names.clientCertificatePassword);
  const passwordName = password?.name ?? names.clientCertificatePassword[0];
  const from = text ? "text" : "file";
  return { kind: "clientCertificate", certificate: { from, setting, password, passwordName } };
}

function readSecret(find: Find, { clientSecret, clientSecretFilePath }: IdentityNames): Proof | undefined {
  const secret = textOrFile(find, clientSecret, clientSecretFilePath, "client secrets");
  return secret && { kind: "clientSecret", secret };
}

/** What stands in the setting, or in the file that another one names; both are fine while they agree. */
function textOrFile(
  find: Find,
  names: readonly string[],
  fileNames: readonly string[] = [],
  what: string,
): Setting | undefined {
  const setting = find(...names);
  const path = find(...fileNames);
  if (!path) return setting;
  const text = textInFile(path);
  if (!setting || setting.text === text) return { text, name: path.name };
  throw new ConfigurationError(
    `${setting.name} and the file in ${path.name} hold different ${what}: keep one of them`,
  );
}

/** Whether it is worth something together with one client only. A token for an app says nothing about which one. */
export function isBoundToClient({ kind }: Proof): boolean {
  return kind === "clientSecret" || kind === "clientCertificate";
}

/** The setting by which a proof is known. */
export function decisiveSetting(proof: Proof): Setting {
  switch (proof.kind) {
    case "clientSecret":
      return proof.secret;
    case "clientCertificate":
      return proof.certificate.setting;
    case "assertion":
      return proof.token;
    case "assertionFile":
      return proof.path;
    case "workflow":
    case "pipeline":
      return proof.requestUrl;
    case "managedIdentity":
      return proof.flag;
  }
}
