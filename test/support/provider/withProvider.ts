import { startDirectory, type DirectoryOptions, type RunningDirectory } from "../../../simulator";
import { ProviderProcess, type ProcessOptions } from "./providerProcess";
import { tenant } from "../tenant";

export interface Parts {
  readonly directory: RunningDirectory;
  readonly provider: ProviderProcess;
}

/** Starts a tenant and the provider process, and takes both down again. */
export async function withProvider(
  test: (parts: Parts) => Promise<void>,
  options: DirectoryOptions = {},
  config: Record<string, string> = {},
  processOptions: ProcessOptions = {},
): Promise<void> {
  const directory = await startDirectory({ ...tenant, ...options });
  const provider = await ProviderProcess.start(directory, config, processOptions);
  try {
    await test({ directory, provider });
  } finally {
    provider.stop();
    await directory.close();
  }
}
