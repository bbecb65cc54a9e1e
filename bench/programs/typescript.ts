import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";

const count = Number(process.env["BENCH_COUNT"]);
const changed = process.env["BENCH_CHANGED"] === "yes";

for (let index = 0; index < count; index++) {
  new CustomSecurityAttributeAssignment(`app-${index}`, {
    principalType: "ServicePrincipal",
    principalId: `be9c0000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    attributeSet: "Engineering",
    attributes: {
      Project: ["Baker", "Cascade"],
      CostCenter: [1001, 1003],
      Certification: !(changed && index === 0),
    },
  });
}
