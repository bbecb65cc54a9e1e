import { createHash } from "node:crypto";
import type { Estate, EstatePrincipal, EstateValue } from "../published/estateFormat";

const style = `
:root { color-scheme: light dark; }
body { font: 14px/1.5 system-ui, sans-serif; margin: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
small { opacity: .7; display: block; }
`;

/** Who carries what, as a plain table. */
export function plainTenantPage({ tenantId, principals }: Estate): string {
  const hash = createHash("sha256").update(style).digest("base64");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tenant ${escapeHtml(tenantId)}</title>
<style>${style}</style>
</head>
<body>
<table>
<thead><tr><th scope="col">Principal</th><th scope="col">Custom security attributes</th></tr></thead>
<tbody>
${principals.map(row).join("\n")}
</tbody>
</table>
</body>
</html>
`;
}

function row(principal: EstatePrincipal): string {
  const { displayName, userPrincipalName, clientId, principalObjectId, attributes } = principal;
  const values = Object.entries(attributes).flatMap(([attributeSet, set]) =>
    Object.entries(set).map(([name, value]) => `${attributeSet}.${name}: ${textOf(value)}`),
  );
  const name = displayName ?? userPrincipalName ?? principalObjectId;
  const facts = [userPrincipalName ?? clientId, principalObjectId].filter((fact) => fact !== undefined);
  return `<tr><th scope="row">${escapeHtml(name)}<small>${facts.map(escapeHtml).join("<br>")}</small></th><td>${values
    .map(escapeHtml)
    .join("<br>")}</td></tr>`;
}

function textOf(value: EstateValue): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
