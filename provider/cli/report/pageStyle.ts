/** The style of the page. Colours are named once for light and once for dark; text has a contrast of at least 4.5 in both. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ground: #f6f7f9; --raised: #ffffff; --line: #dfe3e8; --strong-line: #c3cad3;
  --text: #16202c; --muted: #556170; --accent: #0b5cad; --accent-ground: #e6f0fa;
  --bad: #a4161a; --bad-ground: #fdecec; --warn: #7a4b00; --warn-ground: #fff3dc; --head: #eef1f5; --hover: #f2f6fb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12171e; --ground: #0c1015; --raised: #171d26; --line: #2a333f; --strong-line: #3d4957;
    --text: #e7ecf2; --muted: #a2afbd; --accent: #7bb8f5; --accent-ground: #16304a;
    --bad: #ff9c97; --bad-ground: #45191b; --warn: #f4c36a; --warn-ground: #3d2d0d; --head: #1b222c; --hover: #1a222d;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; height: 100vh; height: 100dvh; display: grid; grid-template-rows: auto 1fr; background: var(--ground); color: var(--text);
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 19px; font-weight: 650; letter-spacing: -0.01em; margin: 0; }
button, input, select { font: inherit; color: inherit; }
button { cursor: pointer; background: none; border: 0; padding: 0; text-align: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.mono { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 12.5px; }

body > header { background: var(--paper); border-bottom: 1px solid var(--line); padding: 14px 20px 0; }
.title { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 16px; }
.title p { margin: 0; color: var(--muted); }
.notes { margin: 6px 0 0; padding: 0; list-style: none; color: var(--muted); display: flex; flex-wrap: wrap; gap: 2px 16px; }
#findings { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; }
#findings:empty { display: none; }
.chip { border: 1px solid var(--strong-line); border-radius: 999px; padding: 4px 12px; background: var(--raised); }
.chip.notAllowed, .chip.notDefined { color: var(--bad); border-color: color-mix(in srgb, var(--bad) 45%, transparent); }
.chip.deprecatedInUse, .chip.agentWithoutTags { color: var(--warn); border-color: color-mix(in srgb, var(--warn) 45%, transparent); }
.chip:hover { background: var(--hover); }
.chip[aria-pressed="true"] { background: var(--text); color: var(--paper); border-color: var(--text); }
#sets { margin-top: 14px; }
[role="tablist"] { display: flex; gap: 4px; overflow-x: auto; padding: 2px 2px 0; margin: 0 -2px; }
[role="tab"] { padding: 8px 14px 10px; border-bottom: 3px solid transparent; color: var(--muted); white-space: nowrap; }
[role="tab"]:hover { color: var(--text); }
[role="tab"][aria-selected="true"] { color: var(--text); font-weight: 600; border-bottom-color: var(--accent); }
[role="tab"] .count { margin-left: 8px; font-weight: 400; }
.setlist { display: flex; gap: 10px; align-items: center; padding-bottom: 12px; }
.count { color: var(--muted); }
select, input[type="search"] { border: 1px solid var(--strong-line); border-radius: 6px; background: var(--raised); padding: 7px 10px; }

main { min-height: 0; display: grid; grid-template-columns: 264px minmax(0, 1fr); }
#filterbox { border-right: 1px solid var(--line); background: var(--paper); overflow-y: auto; min-height: 0; }
#filterbox > summary { padding: 12px 20px; font-weight: 600; cursor: pointer; list-style-position: inside; }
#filters { padding: 0 12px 20px; }
fieldset { border: 0; margin: 0 0 14px; padding: 0; min-width: 0; }
legend { padding: 0 8px 3px; font-weight: 600; font-size: 13px; overflow-wrap: anywhere; }
fieldset ul { list-style: none; margin: 0; padding: 0; }
.filter { display: flex; width: 100%; gap: 8px; padding: 3px 8px; border-radius: 5px; }
.filter > :first-child { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.filter i { color: var(--muted); }
.filter:hover { background: var(--hover); }
.filter[aria-pressed="true"] { background: var(--accent-ground); color: var(--accent); font-weight: 600; }
.filter[aria-pressed="true"] .count, .filter[aria-pressed="true"] i { color: inherit; }
.rest { margin: 0; padding: 3px 8px; color: var(--muted); font-size: 12px; }
.more { padding: 3px 8px; color: var(--accent); }
.badge { margin-left: 6px; padding: 0 6px; border-radius: 4px; font-size: 11px; font-weight: 500; color: var(--warn); background: var(--warn-ground); }

#content { min-width: 0; min-height: 0; display: flex; flex-direction: column; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 10px 14px; padding: 12px 20px; }
.tools input[type="search"] { flex: 1 1 260px; max-width: 420px; }
.kinds { display: flex; margin: 0; border: 1px solid var(--strong-line); border-radius: 6px; background: var(--raised); overflow: hidden; }
.kinds label { position: relative; padding: 6px 12px; cursor: pointer; border-left: 1px solid var(--line); }
.kinds label:first-of-type { border-left: 0; }
.kinds input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer; }
.kinds label:has(:checked) { background: var(--accent-ground); color: var(--accent); font-weight: 600; }
.kinds label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 6px; }
#status { margin: 0 0 0 auto; color: var(--muted); white-space: nowrap; }
#clear { color: var(--accent); font-weight: 600; }
#chosen { display: flex; flex-wrap: wrap; gap: 6px; padding: 0 20px 10px; }
#chosen:empty { display: none; }
.chosen { border-radius: 999px; padding: 2px 10px; background: var(--accent-ground); color: var(--accent); }
#setdescription { margin: 0; padding: 0 20px 10px; color: var(--muted); }
#setdescription:empty { display: none; }

#rows { flex: 1; min-height: 0; overflow: auto; background: var(--paper); border-top: 1px solid var(--line); }
table { border-collapse: separate; border-spacing: 0; table-layout: fixed; width: 100%; min-width: calc(282px + var(--columns, 1) * 132px); }
thead th { position: sticky; top: 0; z-index: 2; background: var(--head); border-bottom: 1px solid var(--strong-line); padding: 0; text-align: left; }
thead th:first-child { left: 0; z-index: 3; width: 282px; }
.sort { display: block; width: 100%; min-height: 40px; padding: 4px 12px; font-weight: 600; font-size: 13px; line-height: 1.3; }
.sort .badge { display: block; margin: 0; padding: 0; background: none; }
.sort .label { display: flex; }
.sort .text { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.sort .arrow { padding-left: 5px; color: var(--accent); }
.sort:hover { background: var(--hover); }
tbody th { position: sticky; left: 0; z-index: 1; background: var(--paper); border-right: 1px solid var(--line); font-weight: 400; text-align: left; }
thead th:first-child { border-right: 1px solid var(--line); }
thead th:first-child .sort, tbody th { padding-left: 20px; }
tbody th, tbody td { height: 52px; border-bottom: 1px solid var(--line); padding-top: 0; padding-bottom: 0; overflow: hidden; }
tbody td { padding-left: 12px; padding-right: 12px; white-space: nowrap; text-overflow: ellipsis; }
.spacer { height: 0; }
.name { display: block; max-width: 100%; font-weight: 550; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.name:hover { color: var(--accent); text-decoration: underline; text-underline-offset: 3px; }
.facts { display: block; color: var(--muted); font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
tbody tr:hover th, tbody tr:hover td { background: var(--hover); }
.empty::before { content: "–"; color: var(--muted); opacity: .75; }
.warning { display: inline-grid; place-items: center; width: 17px; height: 17px; margin-right: 6px; border-radius: 50%; font-size: 12px; line-height: 17px; font-weight: 700; color: var(--bad); background: var(--bad-ground); }
#none { padding: 48px 20px; text-align: center; color: var(--muted); margin: 0; }

dialog { width: min(560px, calc(100vw - 32px)); max-height: calc(100dvh - 64px); padding: 0 24px 24px; border: 1px solid var(--strong-line); border-radius: 10px; background: var(--raised); color: var(--text); }
dialog::backdrop { background: rgb(10 14 20 / .45); }
dialog header { display: flex; gap: 12px; align-items: start; position: sticky; top: 0; padding: 20px 0 8px; background: var(--raised); }
dialog h2 { flex: 1; margin: 0; font-size: 18px; overflow-wrap: anywhere; }
dialog h3 { margin: 18px 0 4px; font-size: 14px; }
dialog dl { display: grid; grid-template-columns: minmax(110px, auto) 1fr; gap: 4px 16px; margin: 0; }
dialog dt { color: var(--muted); overflow-wrap: anywhere; }
dialog dd { margin: 0; overflow-wrap: anywhere; }
.reason { display: block; color: var(--bad); font-size: 12.5px; }
.close { font-size: 22px; line-height: 1; padding: 2px 8px; color: var(--muted); }
#paper { display: none; }

@media (max-width: 700px) {
  body { display: block; height: auto; }
  body > header { padding: 14px 16px 0; }
  main { display: block; }
  #filterbox { border-right: 0; border-bottom: 1px solid var(--line); }
  #filterbox > summary { padding: 12px 16px; }
  .tools, #setdescription, #chosen { padding-left: 16px; padding-right: 16px; }
  .tools input[type="search"] { flex-basis: 100%; max-width: none; font-size: 16px; }
  .kinds { flex: 1 1 auto; }
  .kinds label { flex: 1; text-align: center; white-space: nowrap; padding: 8px 8px; }
  #status { margin-left: 0; }
  #rows { overflow: visible; }
  table, tbody, tbody tr, tbody th, tbody td { display: block; width: auto; min-width: 0; }
  thead { display: block; position: sticky; top: 0; z-index: 3; }
  thead tr { display: flex; overflow-x: auto; background: var(--head); border-bottom: 1px solid var(--strong-line); }
  thead th, thead th:first-child { position: static; width: auto; border: 0; flex: none; }
  thead th:first-child .sort { padding-left: 16px; }
  #findings { flex-wrap: nowrap; overflow-x: auto; margin-left: -16px; margin-right: -16px; padding: 2px 16px; }
  .chip { white-space: nowrap; }
  .sort { flex-wrap: nowrap; gap: 6px; }
  .sort .badge { display: block; margin: 0; padding: 0; background: none; }
  tbody tr:not(.spacer) { padding: 10px 16px 9px; border-bottom: 1px solid var(--line); }
  tbody th, tbody td { height: 26px; line-height: 26px; padding: 0; border: 0; position: static; background: none; }
  tbody th { height: 46px; line-height: 1.45; padding-left: 0; }
  tbody td { text-overflow: ellipsis; }
  tbody td::before { content: attr(data-label); display: inline-block; width: 38%; padding-right: 8px; color: var(--muted); overflow: hidden; text-overflow: ellipsis; vertical-align: bottom; }
  tbody td.empty { display: none; }
}

@media print {
  :root { color-scheme: light; --paper: #fff; --ground: #fff; --raised: #fff; --line: #ccc; --strong-line: #999; --text: #000; --muted: #444;
    --accent: #000; --accent-ground: #eee; --bad: #8a0f13; --bad-ground: #fff; --warn: #5c3900; --warn-ground: #fff; --head: #eee; --hover: #fff; }
  body, main { display: block; height: auto; }
  body { font-size: 10px; }
  body > header { padding: 0 0 8px; }
  #filterbox, #sets, .tools input, .kinds, #clear, .arrow { display: none; }
  .tools, #setdescription, #chosen { padding-left: 0; padding-right: 0; }
  #status { margin-left: 0; }
  #paper { display: block; }
  #rows { overflow: visible; border: 0; }
  table { width: 100%; min-width: 0; }
  thead { display: table-header-group; }
  thead th, tbody th { position: static; }
  thead th:first-child { position: static; width: 28%; }
  tbody tr { break-inside: avoid; }
  tbody th, tbody td { height: auto; padding: 3px 6px; white-space: normal; overflow-wrap: anywhere; overflow: visible; vertical-align: top; }
  thead .sort, thead th:first-child .sort { min-height: 0; padding: 3px 6px; font-size: 10px; }
  .sort .text { white-space: normal; overflow-wrap: anywhere; }
  .warning { width: auto; height: auto; display: inline; margin-right: 4px; }
  .chip { padding: 1px 8px; }
  .name, .facts { white-space: normal; font-size: inherit; }
  .wide thead, .wide .empty { display: none; }
  .wide, .wide tbody, .wide tbody tr, .wide tbody th { display: block; min-width: 0; }
  .wide tbody tr:not(.spacer) { padding: 5px 0; border-bottom: 1px solid var(--line); }
  .wide tbody th, .wide tbody td { border: 0; padding: 0; }
  .wide tbody td { display: inline; padding-right: 14px; line-height: 1.6; }
  .wide tbody td::before { content: attr(data-label) ": "; color: var(--muted); }
  .counts-only #rows { display: none; }
  .counts-only h2 { font-size: 13px; margin: 12px 0 4px; }
  .counts-only p { margin: 2px 0; }
}
`;
