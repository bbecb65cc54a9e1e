const pulumi = require("@pulumi/pulumi");
const { wanted } = require("./wanted");

async function values(method, principalId, engineering) {
  const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, AZURE_AUTHORITY_HOST, BENCH_GRAPH } =
    process.env;
  const asking = await fetch(`${AZURE_AUTHORITY_HOST}/${AZURE_TENANT_ID}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: AZURE_CLIENT_ID,
      client_secret: AZURE_CLIENT_SECRET,
      scope: `${BENCH_GRAPH}/.default`,
    }),
  });
  const { access_token: token } = await asking.json();
  const type = "#Microsoft.DirectoryServices.CustomSecurityAttributeValue";
  const body = { customSecurityAttributes: { Engineering: { "@odata.type": type, ...engineering } } };
  const answer = await fetch(`${BENCH_GRAPH}/v1.0/servicePrincipals/${principalId}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    ...(method === "PATCH" && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} was answered with ${answer.status}`);
}

class AssignmentProvider {
  async create(inputs) {
    await values("PATCH", inputs.principalId, inputs.engineering);
    return { id: inputs.principalId, outs: inputs };
  }
  async read(id, props) {
    await values("GET", id);
    return { id, props };
  }
  async update(id, olds, news) {
    await values("PATCH", id, news.engineering);
    return { outs: news };
  }
  async delete(id) {
    await values("PATCH", id, { Project: [], CostCenter: [], Certification: null });
  }
}

class Assignment extends pulumi.dynamic.Resource {
  constructor(name, inputs) {
    super(new AssignmentProvider(), name, inputs);
  }
}

for (const { name, principalId, attributes } of wanted) {
  const types = {
    "Project@odata.type": "#Collection(String)",
    "CostCenter@odata.type": "#Collection(Int32)",
  };
  new Assignment(name, { principalId, engineering: { ...types, ...attributes } });
}
