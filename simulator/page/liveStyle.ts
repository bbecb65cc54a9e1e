export const liveStyle = `
:root { color-scheme: light dark; --line: #8884; --quiet: #666; --good: #146c2e; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --quiet: #aaa; --good: #7bd88f; --bad: #ffb4ab; } }
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; height: 100vh; display: flex; flex-direction: column; }
header { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; padding: .5rem 1rem; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.1rem; margin: 0; }
h2 { font-size: 1rem; margin: 0; }
header p { margin: 0; color: var(--quiet); }
main { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr); }
section { min-height: 0; min-width: 0; }
section + section { border-left: 1px solid var(--line); padding: .5rem 1rem; display: flex; flex-direction: column; gap: .25rem; }
iframe { border: 0; width: 100%; height: 100%; }
ol { list-style: none; margin: 0; padding: 0; overflow: auto; flex: 1; }
li { padding: .25rem 0; border-bottom: 1px solid var(--line); font: 12px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
li.read { color: var(--quiet); }
ol.writes li.read { display: none; }
.status { font-weight: 600; color: var(--good); }
.status.bad { color: var(--bad); }
.body { display: block; padding-left: 1rem; }
#none { color: var(--quiet); margin: 0; }
@media (max-width: 60rem) {
  body { height: auto; }
  main { display: block; }
  iframe { height: 70vh; }
  section + section { border-left: 0; border-top: 1px solid var(--line); }
}
`;
