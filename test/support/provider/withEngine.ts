import type { DirectoryOptions } from "../../../simulator";
import { FakeEngine } from "./fakeEngine";
import { withProvider, type Parts } from "./withProvider";

/** As `withProvider`, with an engine that writes down what it is told. */
export async function withEngine(
  test: (parts: Parts & { engine: FakeEngine }) => Promise<void>,
  options: DirectoryOptions = {},
  config: Record<string, string> = {},
): Promise<void> {
  const engine = await FakeEngine.start();
  try {
    await withProvider((parts) => test({ ...parts, engine }), options, config, {
      engineAddress: engine.address,
    });
  } finally {
    engine.stop();
  }
}
