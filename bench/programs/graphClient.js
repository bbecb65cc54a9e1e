const pulumi = require("@pulumi/pulumi");
const { wanted } = require("./wanted");

async function values(method, principalId, engineering) {
  const { ClientSecretCredential } = require("@azure/identity");
  const { Client } = require("@microsoft/microsoft-graph-client");
  const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, AZURE_AUTHORITY_HOST, BENCH_GRAPH } =
    process.env;
  const options = { authorityHost: AZURE_AUTHORITY_HOST, disableInstanceDiscovery: true };
  const credential = new ClientSecretCredential(
    AZURE_TENANT_ID,
    AZURE_CLIENT_ID,
    AZURE_CLIENT_SECRET,
    options,
  );
  const authProvider = {
    getAccessToken: async () => (await credential.getToken(`${BENCH_GRAPH}/.default`)).token,
  };
  const hosts = new Set([new URL(BENCH_GRAPH).hostname]);
  const client = Client.initWithMiddleware({ authProvider, baseUrl: BENCH_GRAPH, customHosts: hosts });
  const request = client.api(`/servicePrincipals/${principalId}`);
  if (method === "GET")
    return (await request.select("customSecurityAttributes").get()).customSecurityAttributes;
  const type = "#Microsoft.DirectoryServices.CustomSecurityAttributeValue";
  await request.patch({
    customSecurityAttributes: { Engineering: { "@odata.type": type, ...engineering } },
  });
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
