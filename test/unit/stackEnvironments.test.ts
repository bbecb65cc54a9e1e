import assert from "node:assert/strict";
import { environmentsIn } from "../../provider/cli/stackEnvironments";

describe("environmentsIn", () => {
  const cases: [yaml: string, expected: string[]][] = [
    ["config:\n  a:b: c\n", []],
    ["environment: [azure/dev]\nconfig:\n  a: b\n", ["azure/dev"]],
    [
      "environment:\n  - azure/dev\n  - base@stable # pinned\nconfig:\n  list:\n    - no\n",
      ["azure/dev", "base@stable"],
    ],
    ["config: {}\nenvironment:\n- dev\n- 'quoted'\n", ["dev", "quoted"]],
    ["environment:\n  imports:\n    - azure/dev\n    - other: { merge: false }\n", ["azure/dev", "other"]],
    ['environment:\n  imports: [a, "b"]\n  values:\n    c:\n      - d\n', ["a", "b"]],
    ["environment:\n  imports:\n    - a\n  values:\n    c:\n      - d\n", ["a"]],
    ["environment:\n  # none yet\nconfig:\n", []],
  ];
  for (const [yaml, expected] of cases) {
    it(`reads ${JSON.stringify(yaml)}`, () => assert.deepEqual(environmentsIn(yaml), expected));
  }
});
