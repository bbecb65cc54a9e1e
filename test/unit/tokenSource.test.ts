import assert from "node:assert/strict";
import { readSettings } from "../../provider/auth/settings";
import { TokenError } from "../../provider/auth/tokenError";
import { TokenSource } from "../../provider/auth/tokenSource";
import { azureCliAppId } from "../../simulator";

const settings = readSettings(() => undefined, {
  AZURE_TENANT_ID: "contoso.example",
  AZURE_CLIENT_ID: "client",
  AZURE_CLIENT_SECRET: "clandestine",
});

interface Issued {
  readonly token?: string;
  readonly seconds?: number;
  readonly error?: string;
}

/** A source whose authority answers with these in turn, and then always with the last one. It records the requests. */
function sourceOf(...answers: Issued[]) {
  const asked: unknown[] = [];
  const clock = { ahead: 0 };
  const create = () =>
    Promise.resolve({
      getToken: (scope: string | string[], options?: { claims?: string }) => {
        asked.push({ scope, claims: options?.claims });
        const answer = answers[Math.min(asked.length, answers.length) - 1] ?? {};
        const { token = `token-${asked.length}`, seconds = 3600, error } = answer;
        if (error !== undefined) return Promise.reject(new Error(error));
        return Promise.resolve({ token, expiresOnTimestamp: Date.now() + seconds * 1000 });
      },
    });
  const source = new TokenSource(settings, create, () => Date.now() + clock.ahead);
  return { source, asked, clock };
}

function tokenWith(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
}

describe("TokenSource", () => {
  it("asks for the configured Graph, once for all", async () => {
    const { source, asked } = sourceOf();
    const tokens = await Promise.all([source.getToken(), source.getToken(), source.getToken()]);
    assert.deepEqual(tokens, ["token-1", "token-1", "token-1"]);
    assert.deepEqual(asked, [{ scope: "https://graph.microsoft.com/.default", claims: undefined }]);
  });

  it("asks once for a fresh one, however many requests were refused at the same moment", async () => {
    const { source, asked } = sourceOf();
    const refused = await source.getToken();
    const fresh = await Promise.all([1, 2, 3].map(() => source.getToken({ refused, claims: "wanted" })));
    assert.deepEqual(fresh, ["token-2", "token-2", "token-2"]);
    assert.deepEqual(asked[1], { scope: "https://graph.microsoft.com/.default", claims: "wanted" });
    assert.equal(await source.getToken({ refused }), "token-2");
    assert.equal(asked.length, 2);
  });

  it("does not ask without end when it gets the refused one again", async () => {
    const { source, asked } = sourceOf({ token: "same" });
    await source.getToken();
    assert.equal(await source.getToken({ refused: "same" }), "same");
    assert.equal(asked.length, 2);
  });

  it("renews a token in the last five minutes, or in the second half of a shorter life", async () => {
    const { source, asked } = sourceOf({ seconds: -1 }, {});
    await source.getToken();
    assert.equal(await source.getToken(), "token-2");
    assert.equal(await source.getToken(), "token-2");
    assert.equal(asked.length, 2);
  });

  it("uses a token that could not be renewed to its end", async () => {
    const { source, asked, clock } = sourceOf({ seconds: 60 }, { error: "no" });
    assert.equal(await source.getToken(), "token-1");
    clock.ahead = 40_000;
    assert.equal(await source.getToken(), "token-1");
    assert.equal(await source.getToken(), "token-1");
    assert.equal(asked.length, 2);
    clock.ahead = 55_000;
    await assert.rejects(source.getToken(), TokenError);
  });

  it("asks again after an error, which shows neither secrets nor tokens", async () => {
    const { source } = sourceOf(
      { error: `bad secret clandestine, bad token ${tokenWith({}).replace("e30", "eyJhIjoxfQ")}` },
      {},
    );
    await assert.rejects(Promise.all([source.getToken(), source.getToken()]), (error) => {
      assert.ok(error instanceof TokenError);
      assert.match(
        error.message,
        /: bad secret <secret>, bad token <token>\nCheck AZURE_CLIENT_SECRET, the client id client/,
      );
      return true;
    });
    assert.equal(await source.getToken(), "token-2");
  });

  it("says what a token allows, and whether it is the Azure CLI's", async () => {
    const claims = { appid: azureCliAppId, scp: "User.Read Group.Read.All", wids: ["role"], roles: "none" };
    const { source } = sourceOf({ token: tokenWith(claims) });
    assert.equal(await source.isAzureCli(), true);
    const { roles, scopes, directoryRoles } = await source.permissions();
    assert.deepEqual([roles, scopes, directoryRoles], [[], ["User.Read", "Group.Read.All"], ["role"]]);
    assert.equal(await sourceOf({ token: tokenWith({ appid: "client" }) }).source.isAzureCli(), false);
  });

  for (const token of ["no token", "e30.bm90IGpzb24.x", "e30.bnVsbA.x"]) {
    it(`takes nothing from "${token}"`, async () => {
      const { roles, scopes, directoryRoles } = await sourceOf({ token }).source.permissions();
      assert.deepEqual([roles, scopes, directoryRoles], [[], [], []]);
    });
  }
});
