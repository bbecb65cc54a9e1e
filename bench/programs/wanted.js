// What every contestant assigns: three attributes to each of as many service principals as the bench asks for.
const count = Number(process.env.BENCH_COUNT);
const changed = process.env.BENCH_CHANGED === "yes";

exports.wanted = Array.from({ length: count }, (_, index) => ({
  name: `app-${index}`,
  principalId: `be9c0000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  attributes: {
    Project: ["Baker", "Cascade"],
    CostCenter: [1001, 1003],
    Certification: !(changed && index === 0),
  },
}));

/** The same as one map, by name. */
exports.principals = Object.fromEntries(
  exports.wanted.map(({ name, principalId, attributes }) => [name, { principalId, attributes }]),
);
