import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { compareCodePoints } from "../../../provider/cli/estate/codePoints";
import { parseCondition, typed } from "../../../provider/cli/estate/condition";
import { holdsAll } from "../../../provider/entra/condition";
import { csvText } from "../../../provider/cli/estate/csv";
import { inOrder } from "../../../provider/cli/estate/estate";
import { selectFrom } from "../../../provider/cli/estate/selectFrom";
import { estateObject, estateText } from "../../../provider/cli/estate/estateJson";
import { parseEstate } from "../../../provider/cli/estate/readEstate";
import { readSelection } from "../../../provider/cli/estate/selection";
import { definition, estate, idOf, principal, tenantId } from "../support/estates";

const schema = JSON.parse(readFileSync(join(__dirname, "../../../estate.schema.json"), "utf8")) as object;

describe("an estate", () => {
  const full = estate(
    [
      principal(1, {
        Engineering: { Project: ["Baker", "Alpine"], CostCenter: [1010, 9], constructor: "odd" },
      }),
      principal(
        2,
        {},
        { principalType: "ServicePrincipal", clientId: idOf(9), servicePrincipalType: "ServiceIdentity" },
      ),
    ],
    {
      selection: { all: true },
      attributeSets: [{ name: "Engineering", description: "…", maxAttributesPerSet: 25 }],
      definitions: [
        definition("Project", {
          isCollection: true,
          usePreDefinedValuesOnly: true,
          allowedValues: [{ id: "Baker", isActive: false }],
        }),
      ],
    },
  );

  it("is what its schema says, and is read as it was written", () => {
    const text = estateText(inOrder(full));
    const validate = new Ajv({ formats: { uuid: true } }).compile(schema);
    assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
    assert.equal(estateText(parseEstate(text)), text);
  });

  it("has the same text whatever order it was read in, with collections sorted", () => {
    const text = estateText(inOrder(full));
    assert.equal(estateText(inOrder({ ...full, principals: [...full.principals].reverse() })), text);
    assert.match(text, /"CostCenter": \[\s+9,\s+1010\s+\]/);
    assert.match(text, /"Project": \[\s+"Alpine",\s+"Baker"\s+\]/);
  });

  it("keeps lists that are unknown apart from lists that are empty", () => {
    const unknown = JSON.parse(estateText(estate([]))) as object;
    assert.deepEqual(
      [Object.keys(unknown).includes("definitions"), parseEstate(estateText(estate([]))).definitions],
      [false, undefined],
    );
    assert.deepEqual(parseEstate(estateText(estate([], { definitions: [] }))).definitions, []);
  });

  it("is read from what another tool has made: lists left out, nulls, more members, in any order", () => {
    const json = {
      principals: [
        {
          principalObjectId: idOf(2).toUpperCase(),
          principalType: "User",
          displayName: null,
          department: "Sales",
        },
        {
          principalObjectId: idOf(1),
          principalType: "User",
          attributes: { B: { Y: [2, 1] }, A: { X: "x" } },
        },
      ],
      definitions: [{ name: "X", attributeSet: "A", type: "String", description: null }],
      generator: { name: "somebody's" },
      tenantId,
      version: 1,
    };
    const read = selectFrom(parseEstate(`\uFEFF${JSON.stringify(json)}`), readSelection({}));
    const attributes = { A: { X: "x" }, B: { Y: [1, 2] } };
    assert.deepEqual(JSON.parse(JSON.stringify({ ...estateObject(read), $schema: undefined })), {
      version: 1,
      tenantId,
      definitions: [definition("X", { attributeSet: "A" })],
      principals: [
        { principalType: "User", principalObjectId: idOf(1), attributes },
        { principalType: "User", principalObjectId: idOf(2), attributes: {} },
      ],
    });
  });

  const user = { principalType: "User", principalObjectId: idOf(1) };
  const having = (members: object) =>
    JSON.stringify({ version: 1, tenantId: "t", principals: [], ...members });
  const defined = { attributeSet: "A", name: "X", type: "String" };
  const wrong: [string, string, RegExp][] = [
    ["text", "principals:", /it is not JSON/],
    ["a list", "[]", /it is not an estate/],
    ["another version", having({ version: 2 }), /it has version 2, and this release reads version 1/],
    ["a version in words", having({ version: "1" }), /it has version "1", and this release reads version 1/],
    ["no tenant", having({ tenantId: null }), /^tenantId is missing\.$/],
    ["a missing list", `{"version":1,"tenantId":"t"}`, /^principals is missing\.$/],
    ["a map for a list", having({ principals: {} }), /^principals must be a list\.$/],
    ["text for a principal", having({ principals: [user, "x"] }), /^principals\[1\] must be an object\.$/],
    [
      "an odd id",
      having({ principals: [{ ...user, principalObjectId: "x" }] }),
      /^principals\[0\]\.principalObjectId is not an object id\.$/,
    ],
    [
      "a group",
      having({ principals: [{ ...user, principalType: "Group" }] }),
      /^principals\[0\]\.principalType must be one of User, ServicePrincipal\.$/,
    ],
    [
      "a principal twice",
      having({ principals: [user, user] }),
      /^principals\[1\] is a duplicate of principals\[0\]\.$/,
    ],
    ...[[1, "x"], 1.5, {}, [], [[1]], [true]].map((value): [string, string, RegExp] => [
      `the value ${JSON.stringify(value)}`,
      having({ principals: [{ ...user, attributes: { A: { B: value } } }] }),
      /^principals\[0\]\.attributes\.A\.B is not an attribute value\.$/,
    ]),
    [
      "a value without an attribute",
      having({ principals: [{ ...user, attributes: { A: "x" } }] }),
      /^principals\[0\]\.attributes\.A must be an object\.$/,
    ],
    [
      "a set twice",
      having({ attributeSets: [{ name: "A" }, { name: "A" }] }),
      /^attributeSets\[1\] is a duplicate of/,
    ],
    [
      "a maximum in words",
      having({ attributeSets: [{ name: "A", maxAttributesPerSet: "25" }] }),
      /^attributeSets\[0\]\.maxAttributesPerSet must be a whole number\.$/,
    ],
    [
      "a definition twice",
      having({ definitions: [defined, defined] }),
      /^definitions\[1\] is a duplicate of/,
    ],
    [
      "an odd type",
      having({ definitions: [{ ...defined, type: "Date" }] }),
      /^definitions\[0\]\.type must be one of String, Integer, Boolean\.$/,
    ],
    [
      "a truth in words",
      having({ definitions: [{ ...defined, isCollection: "no" }] }),
      /^definitions\[0\]\.isCollection must be true or false\.$/,
    ],
    [
      "a predefined value twice",
      having({ definitions: [{ ...defined, allowedValues: [{ id: "x" }, { id: "x" }] }] }),
      /^definitions\[0\]\.allowedValues\[1\] is a duplicate of allowedValues\[0\]\.$/,
    ],
    [
      "a predefined value by itself",
      having({ definitions: [{ ...defined, allowedValues: ["x"] }] }),
      /^definitions\[0\]\.allowedValues\[0\] must be an object\.$/,
    ],
  ];
  for (const [what, text, reason] of wrong) {
    it(`is refused, with the place, when it is or holds ${what}`, () =>
      assert.throws(
        () => parseEstate(text),
        (error: Error) => reason.test(error.message),
      ));
  }

  it("sorts by code points, where JavaScript sorts by code units", () => {
    assert.ok(compareCodePoints("\u{1F600}", "\uFF5E") > 0);
    assert.ok("\u{1F600}" < "\uFF5E");
    assert.ok(
      compareCodePoints("a", "ab") < 0 &&
        compareCodePoints("b", "ab") > 0 &&
        compareCodePoints("x", "x") === 0,
    );
  });
});

describe("a selection", () => {
  const conditionOn = (text: string, type: "String" | "Integer" | "Boolean" | undefined) =>
    typed(parseCondition(text), type && definition("X", { type }));

  it("splits a condition at the first dot and the first equals sign", () => {
    const { attributeSet, name, value } = parseCondition("Engineering.Project=a.b=c");
    assert.deepEqual([attributeSet, name, value], ["Engineering", "Project", "a.b=c"]);
    assert.throws(() => parseCondition("Engineering=x"), /must look like Set\.Name=value/);
  });

  it("reads the value by its definition, else as JSON", () => {
    assert.equal(conditionOn("E.X=2022", "String").value, "2022");
    assert.equal(conditionOn("E.X=2022", "Integer").value, 2022);
    assert.equal(conditionOn("E.X=TRUE", "Boolean").value, true);
    assert.equal(conditionOn("E.X=2022", undefined).value, 2022);
    assert.equal(conditionOn('E.X="2022"', undefined).value, "2022");
    assert.equal(conditionOn("E.X=Baker", undefined).value, "Baker");
    for (const value of ["two", "1.5", "2147483648", "99999999999999999999"]) {
      assert.throws(() => conditionOn(`E.X=${value}`, "Integer"), /needs a whole number of 32 bits/);
    }
  });

  it("takes a collection for what it contains", () => {
    const one = principal(1, { E: { X: ["Baker", "O'Neill"] } });
    assert.ok(holdsAll(one, [conditionOn("E.X=Baker", "String")]));
    assert.ok(!holdsAll(one, [conditionOn("E.X=baker", "String")]));
  });

  it("refuses what Graph could not answer", () => {
    assert.throws(
      () => readSelection({ filter: "x eq 1" }),
      /--filter also needs --users or --service-principals/,
    );
    assert.throws(
      () => readSelection({ filter: "x eq 1", users: true, id: [idOf(1)] }),
      /cannot be used together/,
    );
    assert.throws(
      () => readSelection({ id: ["nobody"] }),
      /not an object id, a client id or a user principal name/,
    );
    assert.deepEqual(
      readSelection({ id: [idOf(1), idOf(1).toUpperCase(), "ann_x.example#EXT#@contoso.example"] }).ids
        .length,
      2,
    );
  });

  it("narrows an estate as it narrows a tenant", () => {
    const whole = estate([principal(1, { A: { X: "1" }, B: { Y: "2" } }), principal(2, { B: { Y: "3" } })], {
      attributeSets: [{ name: "A" }, { name: "B" }],
    });
    const selected = selectFrom(whole, readSelection({ set: ["B"], where: ['B.Y="3"'] }));
    assert.deepEqual(
      selected.principals.map(({ principalObjectId }) => principalObjectId),
      [idOf(2)],
    );
    assert.deepEqual(selected.attributeSets, [{ name: "B" }]);
    assert.throws(
      () => selectFrom(whole, readSelection({ set: ["b"] })),
      /--set b: the tenant has an attribute set of this name with different upper and lower case.*`B`/,
    );
    assert.throws(() => selectFrom(whole, readSelection({ id: [idOf(7)] })), /The estate has no 0{8}/);
    assert.equal(selectFrom(whole, readSelection({})).tenantId, tenantId);
  });
});

describe("rows", () => {
  it("guard strings that a spreadsheet would take for formulas, in every column, and leave numbers alone", () => {
    const text = csvText(
      estate([
        principal(
          1,
          { E: { Text: "-1", Number: -1, List: ["=x", 'say "hi", you'] } },
          { displayName: "@name" },
        ),
      ]),
    );
    const lines = text.split("\r\n");
    assert.equal(lines.length, 6);
    assert.equal(
      lines[0],
      "principalType,principalObjectId,displayName,attributeSet,attribute,type,value,userPrincipalName,clientId",
    );
    assert.ok(lines.includes(`User,${idOf(1)},'@name,E,Text,String,'-1,user1@contoso.example,`));
    assert.ok(lines.includes(`User,${idOf(1)},'@name,E,Number,Integer,-1,user1@contoso.example,`));
    assert.ok(lines.includes(`User,${idOf(1)},'@name,E,List,String,'=x,user1@contoso.example,`));
    assert.ok(
      lines.includes(`User,${idOf(1)},'@name,E,List,String,"say ""hi"", you",user1@contoso.example,`),
    );
  });

  it("show a principal without values in a row of its own, and types as defined", () => {
    const text = csvText(
      estate([principal(1), principal(2, { Engineering: { X: "7" } })], {
        definitions: [definition("X", { type: "Integer" })],
      }),
    );
    assert.match(text, /,User 1,,,,,user1@contoso\.example,\r\n/);
    assert.match(text, /Engineering,X,Integer,7/);
  });
});
