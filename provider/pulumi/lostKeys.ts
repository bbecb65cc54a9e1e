/** Pulumi's SDK copies objects key by key, and these keys vanish on the way without a word. */
export const lostKeys: readonly string[] = ["__proto__", "constructor", "prototype"];

export const whyLost = "Pulumi's SDK drops members with this name";
