import { startDirectory } from "../../simulator";
import { spawnSync, spawn } from "node:child_process";
(async () => {
  const t=Date.now();
  const d = await startDirectory({ users: [{id:"11111111-1111-4111-8111-111111111111", userPrincipalName:"alice@contoso.example", customSecurityAttributes:{Engineering:{ProjectDate:"2022-10-01"}}}], servicePrincipals:[{id:"22222222-1111-4111-8111-111111111111", appId:"33333333-1111-4111-8111-111111111111"}]});
  console.log("started", Date.now()-t);
  const child = spawn("node", ["/work/main/node_modules/.try.cjs", d.graphEndpoint], { env: {...process.env, ...d.environment()}, stdio:"inherit" });
  await new Promise(r=>child.on("exit", r));
  console.log(d.journal.requests.map(e=>`${e.method} ${e.url} ${e.status} ${e.callerClientId} ${e.replica}`).join("\n"));
  console.log(JSON.stringify(d.user("alice@contoso.example")), JSON.stringify(d.servicePrincipal("33333333-1111-4111-8111-111111111111")));
  await d.close();
})();
