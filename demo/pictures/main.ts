import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installPackage } from "../../test/support/installation/pulumiProject";
import { takePictures } from "./scenes";

const folder = join(__dirname, "../../docs/pictures");

async function main(): Promise<void> {
  const installation = await installPackage();
  try {
    const pictures = await takePictures(installation);
    await mkdir(folder, { recursive: true });
    for (const [file, svg] of Object.entries(pictures)) {
      await writeFile(join(folder, file), svg);
      console.log(`docs/pictures/${file}`);
    }
  } finally {
    await installation.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
