import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Estate } from "../estate/estate";
import { pageData } from "./pageData";
import { pageStyle } from "./pageStyle";

/** The files of the page's script, in an order in which each finds what it uses. */
const scriptFiles = ["model", "elements", "virtualRows", "principalTable", "controls", "page"] as const;

/** A self-contained page: it can be opened from disk, and sends no requests. */
export function reportPage(estate: Estate): string {
  const data = pageData(estate);
  const script = `\n${scriptFiles.map((name) => readFileSync(join(__dirname, "page", `${name}.js`), "utf8")).join("\n")}`;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(pageStyle)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const users = estate.principals.filter(({ principalType }) => principalType === "User").length;
  const notes = notesOn(estate).map((note) => `<li>${escapeHtml(note)}</li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Custom security attributes of ${escapeHtml(estate.tenantId)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<div class="title">
<h1>Custom security attributes</h1>
<p>Tenant <span class="mono">${escapeHtml(estate.tenantId)}</span></p>
<p>${count(users, "user")}, ${count(estate.principals.length - users, "service principal")}</p>
</div>
<ul class="notes">${notes.join("")}</ul>
<noscript><p>This page needs JavaScript to show its rows. The script is part of the file.</p></noscript>
<div id="findings" role="group" aria-label="Findings"></div>
<div id="sets"></div>
</header>
<main>
<details id="filterbox" open><summary>Filter by value</summary><div id="filters"></div></details>
<div id="content">
<div class="tools">
<input type="search" id="search" role="searchbox" aria-label="Search principals, ids and values" placeholder="Search names, ids and values" autocomplete="off" spellcheck="false">
<div class="kinds" role="radiogroup" aria-label="Kind of principal">
<label><input type="radio" name="kind" value="all" checked>All</label>
<label><input type="radio" name="kind" value="User">Users</label>
<label><input type="radio" name="kind" value="ServicePrincipal">Service principals</label>
</div>
<button type="button" id="clear" hidden>Clear all</button>
<p id="status" role="status" aria-live="polite"></p>
</div>
<p id="setdescription"></p>
<div id="chosen" role="group" aria-label="Chosen values"></div>
<div id="paper"><p id="papernote"></p><div id="papercounts"></div></div>
<div id="rows" role="region" aria-label="Principals and their values" tabindex="0">
<table id="table" role="table" aria-label="Principals and their values"><thead role="rowgroup"></thead><tbody role="rowgroup"></tbody></table>
<p id="none" hidden>No principal matches. Clear a filter, or search for something else.</p>
</div>
</div>
</main>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** What the page does not show, so that it is not taken for complete. */
function notesOn({ selection, definitions }: Estate): string[] {
  const { principalTypes, attributeSets, ids, where, filter, all } = selection ?? {};
  const parts = [
    ...(attributeSets ? [`attribute sets ${attributeSets.join(", ")}`] : []),
    ...(principalTypes?.length === 1
      ? [principalTypes[0] === "User" ? "users only" : "service principals only"]
      : []),
    ...(ids ? [`${ids.length} named principals`] : []),
    ...(where ?? []),
    ...(filter === undefined ? [] : [filter]),
  ];
  return [
    ...(parts.length > 0 ? [`Selected: ${parts.join("; ")}.`] : []),
    ...(all ? [] : ["Principals without values are left out; --all includes them."]),
    ...(definitions ? [] : ["The definitions are not known, so no value is compared with them."]),
  ];
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
