import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** A certificate with its private key, both as PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

interface Issuer {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/**
 * Makes a certificate authority and, signed by it, a certificate for `localhost`. Both live as long as the directory;
 * nothing else is ever signed, because the authority's key is not kept.
 *
 * Node can make keys and signatures but not certificates. The few structures of X.509 that are needed are written out
 * below, which is less than what a library for them brings along.
 */
export function issueForLocalhost(): { authority: string; server: Certificate } {
  const authority = {
    name: "Simulated Entra directory",
    ...generateKeyPairSync("ec", { namedCurve: "P-256" }),
  };
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    authority: certificate(authority, authority.name, authority.publicKey, [
      extension(oids.basicConstraints, sequence(boolean(true)), true),
      extension(oids.keyUsage, bits(0b00000110, 1), true),
    ]),
    server: {
      certificate: certificate(authority, "localhost", server.publicKey, [
        extension(oids.keyUsage, bits(0b10000000, 7), true),
        extension(oids.extendedKeyUsage, sequence(oid(oids.serverAuthentication))),
        extension(
          oids.subjectAlternativeName,
          sequence(dnsName("localhost"), address(127, 0, 0, 1), address(...ipv6Loopback)),
        ),
      ]),
      key: pem("PRIVATE KEY", server.privateKey.export({ type: "pkcs8", format: "der" })),
    },
  };
}

/** A certificate by which an app can prove who it is at the token endpoint. */
export function selfSignedCertificate(name: string): Certificate {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    certificate: certificate({ name, ...keys }, name, keys.publicKey, []),
    key: pem("PRIVATE KEY", keys.privateKey.export({ type: "pkcs8", format: "der" })),
  };
}

const oids = {
  commonName: [2, 5, 4, 3],
  basicConstraints: [2, 5, 29, 19],
  keyUsage: [2, 5, 29, 15],
  extendedKeyUsage: [2, 5, 29, 37],
  serverAuthentication: [1, 3, 6, 1, 5, 5, 7, 3, 1],
  subjectAlternativeName: [2, 5, 29, 17],
  subjectKeyIdentifier: [2, 5, 29, 14],
  authorityKeyIdentifier: [2, 5, 29, 35],
  ecdsaWithSha256: [1, 2, 840, 10045, 4, 3, 2],
  rsaWithSha256: [1, 2, 840, 113549, 1, 1, 11],
};

const ipv6Loopback = [...Array<number>(15).fill(0), 1];
const oneHour = 3_600_000;
const oneYear = 365 * 24 * oneHour;

function certificate(issuer: Issuer, subject: string, publicKey: KeyObject, extensions: Buffer[]): string {
  const subjectKey = publicKey.export({ type: "spki", format: "der" });
  const issuerKey = issuer.publicKey.export({ type: "spki", format: "der" });
  const algorithm =
    issuer.privateKey.asymmetricKeyType === "rsa"
      ? sequence(oid(oids.rsaWithSha256), tag(0x05))
      : sequence(oid(oids.ecdsaWithSha256));
  const now = Date.now();
  const body = sequence(
    tag(0xa0, integer(Buffer.from([2]))),
    // A leading 1 keeps the serial number positive and without superfluous zeros.
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    distinguishedName(issuer.name),
    sequence(time(now - oneHour), time(now + oneYear)),
    distinguishedName(subject),
    subjectKey,
    tag(
      0xa3,
      sequence(
        ...extensions,
        extension(oids.subjectKeyIdentifier, tag(0x04, keyIdentifier(subjectKey))),
        extension(oids.authorityKeyIdentifier, sequence(tag(0x80, keyIdentifier(issuerKey)))),
      ),
    ),
  );
  const signature = sign("sha256", body, issuer.privateKey);
  return pem("CERTIFICATE", sequence(body, algorithm, bitString(signature)));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

// What follows is DER: each value is a tag, a length and its contents.

function tag(number: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const length = content.length;
  if (length < 0x80) return Buffer.concat([Buffer.from([number, length]), content]);
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([number, 0x80 | bytes.length, ...bytes]), content]);
}

function sequence(...contents: Buffer[]): Buffer {
  return tag(0x30, ...contents);
}

function integer(bytes: Buffer): Buffer {
  return tag(0x02, bytes);
}

function boolean(value: boolean): Buffer {
  return tag(0x01, Buffer.from([value ? 0xff : 0]));
}

function bitString(bytes: Buffer): Buffer {
  return tag(0x03, Buffer.from([0]), bytes);
}

/** A short bit string, of which the last bits of its one byte do not count. */
function bits(byte: number, unused: number): Buffer {
  return tag(0x03, Buffer.from([unused, byte]));
}

function oid([first = 0, second = 0, ...rest]: readonly number[]): Buffer {
  return tag(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) bytes.unshift(0x80 | (left & 0x7f));
  return bytes;
}

function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/[-:T]|\.\d+/g, "");
  return tag(0x17, Buffer.from(digits.slice(2), "ascii"));
}

function distinguishedName(commonName: string): Buffer {
  const attribute = sequence(oid(oids.commonName), tag(0x0c, Buffer.from(commonName, "utf8")));
  return sequence(tag(0x31, attribute));
}

function dnsName(name: string): Buffer {
  return tag(0x82, Buffer.from(name, "ascii"));
}

function address(...bytes: number[]): Buffer {
  return tag(0x87, Buffer.from(bytes));
}

function extension(id: readonly number[], value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), tag(0x04, value));
}

function keyIdentifier(publicKey: Buffer): Buffer {
  return createHash("sha1").update(publicKey).digest();
}
