import assert from "node:assert/strict";
import fc from "fast-check";
import { GraphError, GraphUnreachableError } from "../../provider/graph/errors";
import { withoutValues } from "../../provider/graph/redaction";

const request = { method: "PATCH", path: "/users/a11ce000-0000-4000-8000-000000000001" } as const;
const forbidden = {
  ...request,
  status: 403,
  code: "Authorization_RequestDenied",
  reason: "Insufficient privileges to complete the operation.",
  requestId: "5e1f",
  outOfTime: false,
  mayHaveHappened: false,
};

describe("GraphError", () => {
  const messages: [string, Partial<typeof forbidden>, RegExp][] = [
    [
      "says what was done to what and what came back",
      {},
      /^PATCH \/users\/\S+ failed: Insufficient privileges .*\. \(403 Authorization_RequestDenied, request-id 5e1f\)$/,
    ],
    ["leaves out a code that there was not", { code: "" }, /\(403, request-id 5e1f\)$/],
  ];
  for (const [what, others, expected] of messages) {
    it(what, () => assert.match(new GraphError({ ...forbidden, ...others }).message, expected));
  }

  it("says that the answer had no request id", () =>
    assert.match(new GraphError({ ...forbidden, requestId: undefined }).message, /request-id not given\)$/));

  const questions: [number, string, { missing: boolean; forbidden: boolean }][] = [
    [404, "Request_ResourceNotFound", { missing: true, forbidden: false }],
    [404, "", { missing: false, forbidden: false }],
    [403, "Authorization_RequestDenied", { missing: false, forbidden: true }],
    [403, "", { missing: false, forbidden: false }],
    [400, "Request_ResourceNotFound", { missing: false, forbidden: false }],
  ];
  for (const [status, code, expected] of questions) {
    it(`answers for ${status} ${code || "without a code"}`, () => {
      const error = new GraphError({ ...forbidden, status, code });
      assert.deepEqual({ missing: error.isMissingObject, forbidden: error.isForbidden }, expected);
    });
  }
});

describe("GraphUnreachableError", () => {
  it("keeps the cause and says what was asked", () => {
    const cause = new Error("socket hang up");
    const error = new GraphUnreachableError(request, {
      reason: "connection lost",
      outOfTime: true,
      mayHaveHappened: true,
      cause,
    });
    assert.match(error.message, /^PATCH \/users\/\S+ got no answer: connection lost$/);
    assert.equal(error.cause, cause);
    assert.equal(error.outOfTime, true);
  });
});

describe("withoutValues", () => {
  type Case = [text: string, values: (string | number | boolean)[], shown: string];
  const cases: Record<string, Case> = {
    "nothing to hide": ["Bad request.", [], "Bad request."],
    "a quoted value": ["'Baker' is not allowed.", ["Baker"], "'<value>' is not allowed."],
    "a value that comes twice": ["Baker, Baker!", ["Baker"], "<value>, <value>!"],
    "a value at either end": ["Baker or Baker", ["Baker"], "<value> or <value>"],
    "a number": ["4 is not allowed.", [4], "<value> is not allowed."],
    "a negative number": ["Got -4.", [-4], "Got <value>."],
    "a number within a longer one": ["Code 404, not 4.", [4], "Code 404, not <value>."],
    "a value within a word": ["Bakery is no Baker.", ["Baker"], "<value>y is no <value>."],
    "a short value where the sentence shows data": [
      "Not 'ab', \"ab\", [ab], Set_ab, Value: ab or value=ab.",
      ["ab"],
      "Not '<value>', \"<value>\", [<value>], Set_<value>, Value: <value> or value=<value>.",
    ],
    "a short value within a word": ["A cab is no 'abc'.", ["ab"], "A cab is no 'abc'."],
    "words of the sentence that are short values, too": [
      "A value is not set in a set. Don't set it to 'a' or 'is'.",
      ["a", "is", "not", "set", "t", "A", "Don"],
      "A value is not set in a set. Don't set it to '<value>' or '<value>'.",
    ],
    "a value in a URL": [
      "GET /users?$filter=x eq 'Baker%20Street' or Baker+Street",
      ["Baker Street"],
      "GET /users?$filter=x eq '<value>' or <value>",
    ],
    "a value in HTML": ["<b>Baker&#39;s &amp; Sons &lt;1&gt;</b>", ["Baker's & Sons <1>"], "<b><value></b>"],
    "a value whose accents are spelt otherwise": [
      "Got 'Cafe\u0301 Noir'.",
      ["Caf\u00e9 Noir"],
      "Got '<value>'.",
    ],
    "a value with different upper and lower case": [
      "'BAKER' is not allowed.",
      ["Baker"],
      "'<value>' is not allowed.",
    ],
    "a value with its quotes escaped": ['Got "say \\"hi\\"".', ['say "hi"'], 'Got "<value>".'],
    "values that overlap": ["Got BakerCascade.", ["BakerCas", "kerCascade"], "Got <value>."],
    "a value next to an underscore": ["Set_Baker", ["Baker"], "Set_<value>"],
    "a value that contains another": [
      "'Baker Street' or 'Baker'",
      ["Baker", "Baker Street"],
      "'<value>' or '<value>'",
    ],
    "a value made of signs that patterns use": ["Got a.c(b)*[d]$^|\\.", ["a.c(b)*[d]$^|\\"], "Got <value>."],
    "signs that match only themselves": ["Got abc.", ["a.c"], "Got abc."],
    "a value with a hyphen and a slash": ["On 2022-10/01.", ["2022-10/01"], "On <value>."],
    "Booleans, which say nothing": ["It is true, not false.", [true, false], "It is true, not false."],
    "an empty value": ["Bad request.", [""], "Bad request."],
    "what Graph calls the value": [
      "Invalid. ParameterName: 'Engineering_Level' ParameterValue: 'Junior'.",
      [],
      "Invalid. ParameterName: 'Engineering_Level' ParameterValue: <value>",
    ],
    "what Graph calls the value, with an apostrophe": [
      "Invalid. ParameterValue: 'Baker's dozen'.",
      [],
      "Invalid. ParameterValue: <value>",
    ],
    "what Graph calls the value, with nothing in it": [
      "'Non empty string value expected for attribute.'. ParameterName: 'Set_Attr' ParameterValue: ''.",
      [],
      "'Non empty string value expected for attribute.'. ParameterName: 'Set_Attr' ParameterValue: <value>",
    ],
    "two that Graph calls the value": [
      "ParameterValue: 'Junior'. ParameterValue: 'Senior'.",
      [],
      "ParameterValue: <value>",
    ],
  };
  for (const [what, [text, values, shown]] of Object.entries(cases)) {
    it(what, () => assert.equal(withoutValues(text, values), shown));
  }

  it("leaves no trace of a quoted value, whatever it is made of", () => {
    // Such a marker stands at the heart of each value, so that a part that stayed would be seen.
    const sent = fc
      .tuple(fc.string({ unit: "binary", maxLength: 20 }), fc.string({ unit: "binary", maxLength: 20 }))
      .map(([before, after]) => `${before}clandestine${after}`);
    fc.assert(
      fc.property(sent, (value) => {
        assert.doesNotMatch(withoutValues(`The value '${value}' is not allowed.`, [value]), /clandestine/);
      }),
    );
  });
});
