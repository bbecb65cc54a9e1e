import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCertificate } from "../../provider/auth/certificate";
import { ConfigurationError } from "../../provider/auth/configuration";
import type { Certificate } from "../../provider/auth/identity";
import { selfSignedCertificate } from "../../simulator";
import pkcs12 from "../fixtures/pkcs12.json";

const orders = selfSignedCertificate("orders");
const billing = selfSignedCertificate("billing");
const encryptedKey = createPrivateKey(orders.key)
  .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: pkcs12.password })
  .toString();

function given(text: string, password?: string, from: Certificate["from"] = "text"): Certificate {
  const name = from === "text" ? "azuread:clientCertificate" : "azuread:clientCertificatePath";
  const passwordName = "azuread:clientCertificatePassword";
  return {
    from,
    setting: { text, name },
    password: password === undefined ? undefined : { text: password, name: passwordName },
    passwordName,
  };
}

async function assertLoads(source: Certificate, expected: string): Promise<void> {
  const pem = await loadCertificate(source);
  const [certificate] = pem.match(/-----BEGIN CERTIFICATE[^]*?END CERTIFICATE-----/g) ?? [];
  assert.ok(certificate);
  assert.equal(new X509Certificate(certificate).fingerprint256, new X509Certificate(expected).fingerprint256);
  assert.ok(new X509Certificate(expected).checkPrivateKey(createPrivateKey(pem)));
}

describe("loadCertificate", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "certificate-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function file(name: string, content: string | Buffer): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  const readable: [what: string, source: Certificate, expected: string][] = [
    ["PEM", given(orders.certificate + orders.key), orders.certificate],
    ["PEM with the key first", given(orders.key + orders.certificate), orders.certificate],
    [
      "PEM from Windows",
      given((orders.certificate + orders.key).replaceAll("\n", "\r\n")),
      orders.certificate,
    ],
    [
      "PEM with the certificates that issued it",
      given(billing.certificate + orders.certificate + orders.key),
      orders.certificate,
    ],
    [
      "PEM with an encrypted key",
      given(orders.certificate + encryptedKey, pkcs12.password),
      orders.certificate,
    ],
    [
      "PEM in base64",
      given(Buffer.from(orders.certificate + orders.key).toString("base64")),
      orders.certificate,
    ],
    ["PKCS#12 in base64", given(pkcs12.aes, pkcs12.password), pkcs12.certificate],
    [
      "PKCS#12 in lines of base64",
      given(pkcs12.aes.replace(/.{64}/g, "$&\n"), pkcs12.password),
      pkcs12.certificate,
    ],
    ["PKCS#12 as Windows writes it", given(pkcs12.tripleDes, pkcs12.password), pkcs12.certificate],
    ["PKCS#12 without a password", given(pkcs12.noPassword), pkcs12.certificate],
  ];
  for (const [what, source, expected] of readable) {
    it(`reads ${what}`, () => assertLoads(source, expected));
  }

  it("reads files of both kinds", async () => {
    const pem = await file("app.pem", orders.certificate + orders.key);
    await assertLoads(given(pem, undefined, "file"), orders.certificate);
    const pfx = await file("app.pfx", Buffer.from(pkcs12.aes, "base64"));
    await assertLoads(given(pfx, pkcs12.password, "file"), pkcs12.certificate);
  });

  const refused: [what: string, source: Certificate, expected: RegExp][] = [
    [
      "a file that is not there",
      given("/nowhere/app.pem", undefined, "file"),
      /Path names a file .*\(ENOENT\)$/,
    ],
    ["a certificate without a key", given(orders.certificate), /must hold a certificate and its private key/],
    ["a key without a certificate", given(orders.key), /holds no certificate that matches its private key/],
    ["somebody else's key", given(orders.certificate + billing.key), /holds no certificate that matches/],
    [
      "an encrypted key without its password",
      given(orders.certificate + encryptedKey),
      /encrypted private key that azuread:clientCertificatePassword does not decrypt/,
    ],
    [
      "a wrong password",
      given(pkcs12.aes, "clandestine"),
      /^azuread:clientCertificate cannot be opened with azuread:clientCertificatePassword$/,
    ],
    ["a missing password", given(pkcs12.aes), /cannot be opened with azuread:clientCertificatePassword/],
    [
      "PKCS#12 with a cipher of the last century",
      given(pkcs12.rc2, pkcs12.password),
      /old encryption that Node.js cannot read; convert it to PEM: openssl pkcs12 -legacy/,
    ],
    ["nothing of the kind", given("clandestine"), /must be PEM, or PKCS#12.*openssl pkcs12/],
    ["PKCS#12 that is cut off", given(pkcs12.aes.slice(0, 1000), pkcs12.password), /must be PEM, or PKCS#12/],
  ];
  for (const [what, source, expected] of refused) {
    it(`refuses ${what}, and shows nothing of it`, async () => {
      await assert.rejects(loadCertificate(source), (error) => {
        assert.ok(error instanceof ConfigurationError);
        assert.match(error.message, expected);
        return !/clandestine|open-sesame|BEGIN/.test(error.message);
      });
    });
  }
});
