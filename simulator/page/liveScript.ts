/** Asks for news, and waits for it, again and again. Texts only ever become text nodes. */
export const liveScript = `
"use strict";
const byId = (id) => document.getElementById(id);
const journal = byId("journal");
const state = byId("state");
let frame = document.querySelector("iframe");
let after = 0;
let shownChanges = 0;

byId("writes").addEventListener("change", (event) => journal.classList.toggle("writes", event.target.checked));

const span = (className, text) => {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
};

const withoutAnnotations = (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const plain = Object.entries(value).filter(([name]) => !name.includes("@odata."));
  return Object.fromEntries(plain.map(([name, inner]) => [name, withoutAnnotations(inner)]));
};

const item = ({ time, method, url, status, fault, body }) => {
  const element = document.createElement("li");
  if (method === "GET" || body === undefined) element.className = "read";
  const clock = new Date(time).toTimeString().slice(0, 8);
  const text = status === undefined ? "cut off" : String(status);
  element.append(
    span("time", clock + " "),
    span(status === undefined || status >= 400 ? "status bad" : "status", text),
    span("what", " " + method + " " + url + (fault ? " (fault: " + fault + ")" : "")),
  );
  if (body !== undefined) element.append(span("body", JSON.stringify(withoutAnnotations(body))));
  return element;
};

/**
 * A page that keeps what it shows in an element of its own, and draws it anew when it is told to, keeps its search and its
 * filters. Any other one is loaded anew beside the old one, which stays until it is there, so that nothing flickers.
 */
const refreshTenant = async () => {
  const shown = frame.contentDocument?.getElementById("data");
  if (!shown) return replaceTenant();
  const text = await (await fetch("/tenant")).text();
  const fresh = /<script type="application\\/json" id="data">([^]*?)<\\/script>/.exec(text)?.[1];
  if (fresh === undefined || fresh === shown.textContent) return;
  shown.textContent = fresh;
  frame.contentDocument.dispatchEvent(new Event("datachange"));
};

const replaceTenant = () => {
  const next = frame.cloneNode();
  next.hidden = true;
  next.addEventListener("load", () => {
    const { scrollX, scrollY } = frame.contentWindow;
    frame.remove();
    next.hidden = false;
    next.contentWindow.scrollTo(scrollX, scrollY);
    frame = next;
  }, { once: true });
  frame.parentNode.append(next);
};

const look = async () => {
  const answer = await fetch("/journal?after=" + after);
  const { total, changes, rows, again } = await answer.json();
  if (again) journal.replaceChildren();
  for (const row of rows) journal.prepend(item(row));
  while (journal.childElementCount > 1000) journal.lastElementChild.remove();
  byId("none").hidden = total > 0;
  state.textContent = total + (total === 1 ? " request" : " requests");
  if (again || changes !== shownChanges) await refreshTenant();
  after = total;
  shownChanges = changes;
};

const follow = async () => {
  for (;;) {
    try {
      await look();
    } catch {
      state.textContent = "The simulator does not answer. It may have ended.";
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
};
follow();
`;
