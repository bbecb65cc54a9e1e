import { Batches } from "../../../provider/graph/batch";
import { GraphClient } from "../../../provider/graph/graphClient";
import { Quota } from "../../../provider/graph/quota";
import { inWindow } from "../../../provider/resources/fleet/window";
import type { QuotaOptions } from "../../../simulator/server/quota";
import { VirtualClock } from "./virtualClock";
import { VirtualGraph } from "./virtualGraph";

const smallTenant = { resourceUnits: 3_500 };

export interface VirtualFleet {
  readonly graph: VirtualGraph;
  readonly quota: Quota;
  readonly seconds: number;
}

/** Looks at principals, writes them and reads them back, as a fleet does: so many at a time. */
export async function virtualFleet(
  count: number,
  limits: QuotaOptions & { readonly isSilent?: boolean },
  writeQuota = 3_000,
): Promise<VirtualFleet> {
  const clock = new VirtualClock();
  const graph = new VirtualGraph({ ...smallTenant, ...limits }, clock);
  const quota = new Quota(writeQuota, clock);
  const client = new GraphClient({
    graphEndpoint: graph.root,
    graphVersion: "v1.0",
    timeoutMilliseconds: 600_000,
    getToken: async () => "token",
    send: new Batches(graph.root, graph.send, clock).send,
    slots: Infinity,
    lane: quota.gathered,
    clock,
  });
  const began = clock.now().getTime();
  const work = inWindow(Array(count).keys(), async (index) => {
    await client.get(`/users/${index}?$select=id`);
    await client.patch(`/users/${index}`, {}, []);
    await client.get(`/users/${index}?$select=id`);
  });
  await clock.during(work);
  return { graph, quota, seconds: (clock.now().getTime() - began) / 1_000 };
}
