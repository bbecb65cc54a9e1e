import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { takePictures, type Pictures } from "../../demo/pictures/scenes";
import { packed } from "../support/installation/packed";

const committed = (file: string) => readFileSync(join(__dirname, "../../docs/pictures", file), "utf8");
const madeWith = (svg: string) => /<desc>(.*)<\/desc>/.exec(svg)?.[1];
const wordsOf = (svg: string) =>
  svg
    .replace(/^[^]*?<text/, "<text")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

/** The lines of a picture, sorted: two things that happen at once may be told in either order. */
const linesOf = (svg: string) =>
  [...svg.matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, line = ""]) => line.replace(/<[^>]*>/g, "")).sort();

/** What each picture is there to show, in our own words and Graph's. */
const shown: Record<string, string[]> = {
  "up.svg": ["CustomSecurityAttributeAssignment orders-api created", "2 created"],
  "drift.svg": ["drifted", `"Certification"`, `"CostCenter"`, "9999 =&gt; 1001", "1 to update"],
  "forbidden.svg": [
    "Microsoft Graph answered 403 Authorization_RequestDenied to PATCH",
    "CustomSecAttributeAssignment.ReadWrite.All and Application.Read.All, with admin consent",
  ],
};

describe("the pictures of the documentation", () => {
  let taken: Pictures;
  before(async () => (taken = await takePictures(await packed())));

  for (const [file, texts] of Object.entries(shown)) {
    it(`show what is printed today: ${file}`, () => {
      const now = taken[file] ?? assert.fail();
      // Another release of the Pulumi CLI may lay the same out otherwise.
      if (madeWith(now) === madeWith(committed(file)))
        assert.deepEqual(linesOf(now), linesOf(committed(file)));
      for (const svg of [now, committed(file)])
        for (const text of texts) assert.ok(wordsOf(svg).includes(text), `${text} in ${wordsOf(svg)}`);
    });
  }

  it("are all of them held to that", () => {
    assert.deepEqual(Object.keys(taken).sort(), Object.keys(shown).sort());
  });
});
