import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ConfigurationError, unreadable } from "./configuration";
import type { Certificate } from "./identity";
import { Pkcs12Error, readPkcs12 } from "./pkcs12";

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads a certificate with its private key, as PEM or PKCS#12, and gives them as PEM, which is all that `@azure/identity`
 * takes: first the certificate that the key belongs to, then the key, not encrypted any more.
 *
 * @throws ConfigurationError
 */
export async function loadCertificate(source: Certificate): Promise<string> {
  const bytes = source.from === "file" ? await readSource(source) : decodeText(source.setting.text);
  const { certificate, key } = isPem(bytes)
    ? readPem(bytes.toString("latin1"), source)
    : openPkcs12(bytes, source);
  return `${certificate.toString()}${key.export({ type: "pkcs8", format: "pem" }).toString()}`;
}

async function readSource({ setting }: Certificate): Promise<Buffer> {
  try {
    return await readFile(setting.text);
  } catch (cause) {
    throw unreadable(setting.name, cause);
  }
}

/** PEM as it is, or anything in base64, which is how `@pulumi/azuread` takes a PKCS#12 file. */
function decodeText(text: string): Buffer {
  const plain = Buffer.from(text, "latin1");
  return isPem(plain) ? plain : Buffer.from(text, "base64");
}

function isPem(bytes: Buffer): boolean {
  return bytes.includes("-----BEGIN ");
}

function readPem(text: string, { setting, password, passwordName }: Certificate) {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: text, ...(password && { passphrase: password.text }) });
  } catch (cause) {
    const reason = /ENCRYPTED/.test(text)
      ? `holds an encrypted private key that ${passwordName} does not decrypt`
      : "must hold a certificate and its private key, one after the other, as PEM";
    throw new ConfigurationError(`${setting.name} ${reason}`, { cause });
  }
  const certificates = (text.match(pemCertificate) ?? []).map((pem) => new X509Certificate(pem));
  const certificate = certificates.find((one) => one.checkPrivateKey(key));
  if (certificate) return { certificate, key };
  throw new ConfigurationError(`${setting.name} holds no certificate that matches its private key`);
}

const toPem = "openssl pkcs12 -legacy -in app.pfx -out app.pem -nodes";

function openPkcs12(file: Buffer, { setting, password, passwordName }: Certificate) {
  try {
    return readPkcs12(file, password?.text);
  } catch (cause) {
    if (!(cause instanceof Pkcs12Error)) throw cause;
    const reason = {
      password: `cannot be opened with ${passwordName}`,
      encryption: `uses an old encryption that Node.js cannot read; convert it to PEM: ${toPem}`,
      content: `must be PEM, or PKCS#12 with one certificate and its key. To convert it to PEM: ${toPem}`,
    }[cause.fault];
    throw new ConfigurationError(`${setting.name} ${reason}`, { cause });
  }
}
