import { writeFileSync } from "node:fs";
import { currentDocument, reliabilityDocument, upToDate } from "./reliabilityTable";

upToDate(currentDocument()).then(
  (document) => writeFileSync(reliabilityDocument, document),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
