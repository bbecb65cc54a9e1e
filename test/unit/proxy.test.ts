import assert from "node:assert/strict";
import { ProxyError, proxyFor } from "../../provider/http/proxy";

const graph = "https://graph.corp.example/v1.0/users";

function proxyOf(environment: Record<string, string>, address = graph): string | undefined {
  return proxyFor(new URL(address), environment)?.href;
}

describe("proxyFor", () => {
  const proxies: [environment: Record<string, string>, expected: string | undefined][] = [
    [{}, undefined],
    [{ HTTPS_PROXY: "http://proxy.example:3128" }, "http://proxy.example:3128/"],
    [{ https_proxy: "https://proxy.example" }, "https://proxy.example/"],
    [{ HTTPS_PROXY: "127.0.0.1:3128" }, "http://127.0.0.1:3128/"],
    [{ HTTPS_PROXY: "proxy.corp.example:3128" }, "http://proxy.corp.example:3128/"],
    [{ HTTPS_PROXY: "proxy" }, "http://proxy/"],
    [{ HTTPS_PROXY: "me:p%40ss@proxy.example:3128" }, "http://me:p%40ss@proxy.example:3128/"],
    [{ HTTPS_PROXY: "[::1]:3128" }, "http://[::1]:3128/"],
    [
      { HTTPS_PROXY: " ", ALL_PROXY: "http://all.example", HTTP_PROXY: "http://h.example" },
      "http://all.example/",
    ],
    [{ HTTP_PROXY: "http://plain.example" }, "http://plain.example/"],
  ];
  for (const [environment, expected] of proxies) {
    it(`reads ${JSON.stringify(environment)}`, () => assert.equal(proxyOf(environment), expected));
  }

  const exceptions: [noProxy: string, address: string, isDirect: boolean][] = [
    ["*", graph, true],
    ["*.corp.example", graph, true],
    [".corp.example", graph, true],
    ["corp.example", graph, true],
    ["CORP.example", graph, true],
    ["graph.corp.example:443", graph, true],
    ["graph.corp.example:8443", graph, false],
    ["graph.corp.example:8443", "https://graph.corp.example:8443/", true],
    ["rp.example", graph, false],
    ["other.example", graph, false],
    ["other.example, corp.example", graph, true],
    ["other.example corp.example", graph, true],
    [",,", graph, false],
    [".corp.example", "https://corp.example/", true],
    ["10.0.0.0/8", "https://10.1.2.3/", true],
    ["10.0.0.0/8", "https://11.1.2.3/", false],
    ["10.0.0.0/wide", "https://10.1.2.3/", false],
    ["10.1.2.3", "https://10.1.2.3/", true],
    ["2.3", "https://10.1.2.3/", false],
    ["::1", "https://[::1]:8443/", true],
    ["[::1]:8443", "https://[::1]:8443/", true],
  ];
  for (const [noProxy, address, isDirect] of exceptions) {
    it(`${isDirect ? "goes past" : "asks"} the proxy for ${address} with NO_PROXY=${noProxy}`, () => {
      const environment = { HTTPS_PROXY: "http://proxy.example:3128", NO_PROXY: noProxy };
      assert.equal(proxyOf(environment, address) === undefined, isDirect);
    });
  }

  for (const address of [
    "http://169.254.169.254/metadata",
    "http://127.0.0.1:40342/",
    "http://localhost/msi",
  ]) {
    it(`never sends what is for this machine through a proxy: ${address}`, () => {
      assert.equal(proxyOf({ HTTP_PROXY: "http://proxy.example", HTTPS_PROXY: "x:1" }, address), undefined);
    });
  }

  for (const wrong of [
    "http://",
    "socks5://clandestine.example:1080",
    "clandestine example",
    "http://a:b:c",
  ]) {
    it(`refuses "${wrong}" by the variable's name alone`, () => {
      assert.throws(
        () => proxyOf({ https_proxy: wrong }),
        (error) => {
          assert.ok(error instanceof ProxyError);
          assert.match(error.message, /^https_proxy must be the http or https address of a proxy/);
          return !error.message.includes("clandestine");
        },
      );
      assert.equal(proxyOf({ https_proxy: wrong, NO_PROXY: "*" }), undefined);
    });
  }
});
