/** What follows for a look-up when nothing proves that its caller would see what there is. */
export const nothingCanBeSaid = "It is not known which values exist.";
