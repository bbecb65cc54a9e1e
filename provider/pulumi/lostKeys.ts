/** Pulumi's SDK copies objects key by key, and loses these keys without a message. */
export const lostKeys: readonly string[] = ["__proto__", "constructor", "prototype"];

export const whyLost = "Pulumi's SDK drops members with this name";
