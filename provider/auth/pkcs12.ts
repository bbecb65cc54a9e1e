import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";

/** Why a PKCS#12 file could not be read. */
export type Pkcs12Fault = "password" | "encryption" | "content";

export class Pkcs12Error extends Error {
  override readonly name = "Pkcs12Error";

  constructor(readonly fault: Pkcs12Fault) {
    super(fault);
  }
}

/**
 * Takes certificate and private key out of a PKCS#12 file (`.pfx`, `.p12`). Node reads such files for TLS only: it checks
 * the password and gives the certificate, but not the key, which is therefore looked up in the file's own structure.
 *
 * @throws Pkcs12Error
 */
export function readPkcs12(file: Buffer, password = ""): { certificate: X509Certificate; key: KeyObject } {
  const certificate = readCertificate(file, password);
  try {
    const key = readKey(file, password);
    if (certificate.checkPrivateKey(key)) return { certificate, key };
  } catch {
    // Node has read the file, so that it is sound; only where it keeps its key is not what nearly all files do.
  }
  throw new Pkcs12Error("content");
}

function readCertificate(pfx: Buffer, passphrase: string): X509Certificate {
  // A socket that is never connected: it is only asked which certificate it would show.
  let socket: TLSSocket | undefined;
  try {
    socket = new TLSSocket(new Socket(), { secureContext: createSecureContext({ pfx, passphrase }) });
    const certificate = socket.getCertificate();
    if (certificate && "raw" in certificate) return new X509Certificate(certificate.raw);
  } catch (error) {
    const text = String(error);
    if (/mac verify failure/i.test(text)) throw new Pkcs12Error("password");
    if (/unsupported/i.test(text)) throw new Pkcs12Error("encryption");
  } finally {
    socket?.destroy();
  }
  throw new Pkcs12Error("content");
}

/** Object identifiers as they stand in the file, in hexadecimal (RFC 7292). */
const oids = {
  data: "2a864886f70d010701",
  keyBag: "2a864886f70d010c0a0101",
  encryptedKeyBag: "2a864886f70d010c0a0102",
};

/** The file → its contents → those that are not encrypted as a whole → their bags → the first that holds a key. */
function readKey(file: Buffer, passphrase: string): KeyObject {
  const [pfx] = elements(file);
  const [, safe] = elements(pfx);
  const [contents] = elements(dataIn(safe));
  for (const content of elements(contents)) {
    const [type] = elements(content);
    if (hex(type) !== oids.data) continue;
    const [bags] = elements(dataIn(content));
    for (const bag of elements(bags)) {
      const [kind, key] = elements(bag);
      const der = { key: key ?? Buffer.alloc(0), format: "der", type: "pkcs8" } as const;
      if (hex(kind) === oids.keyBag) return createPrivateKey(der);
      if (hex(kind) === oids.encryptedKeyBag) return createPrivateKey({ ...der, passphrase });
    }
  }
  throw new Error("no key outside of encrypted contents");
}

/** The octets behind the type of a content, out of the two wrappings they stand in. */
function dataIn(content: Buffer | undefined): Buffer | undefined {
  const [, wrapped] = elements(content);
  return elements(wrapped)[0];
}

/** The bodies of the DER elements that follow each other in these bytes. */
function elements(bytes: Buffer = Buffer.alloc(0)): Buffer[] {
  const bodies: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const short = bytes.readUInt8(at + 1);
    const lengthBytes = short < 0x80 ? 0 : short - 0x80;
    const start = at + 2 + lengthBytes;
    const end = start + (lengthBytes === 0 ? short : bytes.readUIntBE(at + 2, lengthBytes));
    if (end > bytes.length) throw new Error("cut off");
    bodies.push(bytes.subarray(start, end));
    at = end;
  }
  return bodies;
}

function hex(bytes: Buffer | undefined): string | undefined {
  return bytes?.toString("hex");
}
