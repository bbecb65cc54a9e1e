/** What follows for a look-up when nothing proves that its caller would see what there is. */
export const nothingCanBeSaid = "So nothing can be said of what is there.";
