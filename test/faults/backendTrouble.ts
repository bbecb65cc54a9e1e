/** As docs/reliability.md says it. */
export const backendTrouble = "the disk of the state backend is full in the middle of a run";
