/** What holds where a program leaves a policy out. */
const defaults = { onConflict: "fail", onDelete: "clear" } as const;

type Policies = Readonly<Partial<Record<keyof typeof defaults, unknown>>>;

/** The policies in which the program differs from the state, as names of inputs. */
export function changedPolicies(olds: Policies, news: Policies): string[] {
  const names = ["onConflict", "onDelete"] as const;
  return names.filter((name) => (olds[name] ?? defaults[name]) !== (news[name] ?? defaults[name]));
}
