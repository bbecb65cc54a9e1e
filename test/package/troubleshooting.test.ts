import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "../..");
const sources = join(root, "provider");

/** Parts of other messages, and sentences that are no messages of an error. */
const noMessages: readonly RegExp[] = [
  /^entra\/permissions\.ts: Attribute /,
  /^cli\/((whoami\/)?(abilities|report)|main|commandLine|options|\w+\/add\w+|estate\/selectionOptions)/,
  /^cli\/(simulate\/shellLines|types\/declarationText)\.ts: /,
  /^cli\/export\/(programFiles|programText|fleetPart)\.ts: /,
  /^cli\/export\/\w+\.ts: (\{\})?\/\/ /,
  /^graph\/graphClient\.ts: The time is over$/,
  /: (a|the) (collection|list|client secret|certificate|OIDC token|token of the running|selected stack) ?/,
  /: (the (system-assigned )?managed identity|the default Azure credentials|the account of the Azure CLI)/,
  /: (neither customSecurityAttributes:\*|a whole number$|true or false$|\{\}, with)/,
  /: (a different value$|Reader or Administrator|authorityHost \(or|principalType is User)/,
  /: (the change of|the process was not started|.*\nUsing environment variables only|no key outside)/,
  /: (: pulumi config set|pulumi env run \{\} -- $|attributeSet eq|\{\}, with \{\} and)/,
];

/** Whether a quote is of this very message: it repeats at least four of its words, in their order, or all of them. */
function isOf({ parts }: { parts: readonly string[] }, text: string): boolean {
  return wordsIn(parts.join(" ")) >= Math.min(4, wordsIn(text)) && parts.every((part) => text.includes(part));
}

interface Literal {
  readonly place: string;
  /** With `{}` for what differs. */
  readonly text: string;
}

/** Every text of at least three words in the source: a string, a template, or several of them added up. */
function literals(): Literal[] {
  const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(sources, file), "utf8");
    const found: Literal[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
      if (isText(node)) {
        const literal = textOf(node);
        if (wordsIn(literal) >= 3)
          found.push({ place: `${file.replaceAll("\\", "/")}: ${literal}`, text: literal });
      }
      if (!isText(node)) ts.forEachChild(node, visit);
      else if (ts.isTemplateExpression(node))
        node.templateSpans.forEach(({ expression }) => visit(expression));
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
    return found;
  });
}

function wordsIn(text: string): number {
  return text
    .replaceAll("{}", " ")
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word)).length;
}

function isSum(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

function isText(node: ts.Node): node is ts.Expression {
  if (isSum(node)) return isText(node.left) || isText(node.right);
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function textOf(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join("");
  }
  return isSum(node) ? textOf(node.left) + textOf(node.right) : "{}";
}

/** The quoted messages of the document, each with what stands in it for certain. */
function quotes(document: string) {
  const lines = document.split("\n");
  return lines.flatMap((line, index) => {
    if (!line.startsWith("> ")) return [];
    const text = line.slice(2).trim();
    const parts = text
      .split("…")
      .map((part) => part.trim())
      .filter((part) => /\w/.test(part));
    const heading = lines
      .slice(0, index)
      .reverse()
      .find((earlier) => earlier.startsWith("##"));
    return [{ text, parts, anchor: /<a id="([\w-]+)"><\/a>/.exec(heading ?? "")?.[1] }];
  });
}

describe("docs/troubleshooting.md", () => {
  const document = readFileSync(join(root, "docs/troubleshooting.md"), "utf8");
  const quoted = quotes(document);
  const all = literals();

  it("has an entry for every message of the source", () => {
    const missing = all
      .filter(({ place }) => !noMessages.some((pattern) => pattern.test(place)))
      .filter(({ text }) => !quoted.some((quote) => isOf(quote, text)))
      .map(({ place }) => place);
    assert.deepEqual(missing, []);
  });

  it("quotes nothing that the source does not say", () => {
    const invented = quoted.filter(
      ({ parts }) => parts.length > 0 && !all.some(({ text }) => parts.every((part) => text.includes(part))),
    );
    assert.deepEqual(
      invented.map(({ text }) => text),
      [],
    );
  });

  it("gives every entry an anchor of its own", () => {
    assert.ok(quoted.every(({ anchor }) => anchor !== undefined));
    const anchors = [...document.matchAll(/<a id="([\w-]+)">/g)].map(([, id]) => id);
    assert.equal(new Set(anchors).size, anchors.length);
  });
});
