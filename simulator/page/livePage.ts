import { createHash } from "node:crypto";
import { liveScript } from "./liveScript";
import { liveStyle } from "./liveStyle";

/** Nothing runs but what stands in the page, and nothing comes from anywhere but the simulator. */
export const livePagePolicy = [
  "default-src 'none'",
  `script-src '${hashOf(liveScript)}'`,
  `style-src '${hashOf(liveStyle)}'`,
  "img-src data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The journal of the simulator beside the tenant. */
export const livePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Simulated Entra tenant</title>
<style>${liveStyle}</style>
</head>
<body>
<header>
<h1>Simulated Entra tenant</h1>
<p id="state" role="status">Connecting…</p>
</header>
<main>
<section aria-label="Tenant"><iframe title="Who carries what" src="/tenant"></iframe></section>
<section aria-labelledby="requests">
<h2 id="requests">Requests</h2>
<label><input type="checkbox" id="writes"> Only writes</label>
<p id="none">No request yet.</p>
<ol id="journal" reversed tabindex="0" aria-label="Requests, the newest first"></ol>
</section>
</main>
<script>${liveScript}</script>
</body>
</html>
`;

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
