const pulumi = require("@pulumi/pulumi");
const { wanted } = require("./wanted");

const oneLatency = () => new Promise((resolve) => setTimeout(resolve, Number(process.env.BENCH_LATENCY)));

class SleepingProvider {
  async create(inputs) {
    await oneLatency();
    return { id: inputs.principalId, outs: inputs };
  }
  async read(id, props) {
    await oneLatency();
    return { id, props };
  }
  async update(id, olds, news) {
    await oneLatency();
    return { outs: news };
  }
  async delete() {
    await oneLatency();
  }
}

class Sleeping extends pulumi.dynamic.Resource {
  constructor(name, inputs) {
    super(new SleepingProvider(), name, inputs);
  }
}

for (const { name, principalId, attributes } of wanted) new Sleeping(name, { principalId, attributes });
