import assert from "node:assert/strict";
import { startDirectory } from "../../../simulator";
import { readTenant } from "../../../provider/cli/estate/readTenant";
import { readSelection } from "../../../provider/cli/estate/selection";
import { graphClientFor } from "../../support/graphClientFor";

const users = Array.from({ length: 150 }, (_, index) => ({
  id: `11111111-1111-4111-8111-${String(index).padStart(12, "0")}`,
  userPrincipalName: `user${index}@contoso.example`,
  customSecurityAttributes: { Engineering: { Level: "Senior" } },
}));

describe("how far a list is read", () => {
  for (const { who, showsProgress, shown } of [
    { who: "somebody who watches, with the total", showsProgress: true, shown: ["100 of 150", "150 of 150"] },
    { who: "a log, without another question", showsProgress: false, shown: ["100 of ?", "150 of ?"] },
  ]) {
    it(`is told to ${who}`, async () => {
      const directory = await startDirectory({ users });
      const told: string[] = [];
      await readTenant(
        {
          graph: await graphClientFor(directory),
          tenantId: directory.tenantId,
          permissions: { roles: [], scopes: [], directoryRoles: [] },
        },
        readSelection({ users: true, set: ["Engineering"] }),
        {
          talk: {
            say: assert.fail,
            showsProgress,
            progress: (what, done, total) => told.push(`${what} ${done} of ${total ?? "?"}`),
            waiting: () => assert.fail(),
            end: () => {},
          },
        },
      );
      assert.deepEqual(
        told,
        shown.map((far) => `Reading users ${far}`),
      );
      const questions = directory.journal.requests.filter(({ query }) => query["$count"] === "true");
      assert.equal(questions.length, showsProgress ? 1 : 0);
      await directory.close();
    });
  }
});
