/**
 * What is not documented: where the reference (`graph-custom-security-attributes.md`, the § numbers below) says [I]
 * for inferred or [R] for reported, the simulator's choice stands here and nowhere else.
 *
 * A test that wants to know how a client copes with the other possibility passes it as `startDirectory({ assume })`.
 */
export interface Assumptions {
  /** [I] §2.3: a set whose last attribute was cleared, while the object still has values in another set. */
  readonly emptiedSet: "onlyType" | "absent";
  /** [R] §2.3, §4: a set object that names no attribute. The troubleshooting page says 403, two reporters got 204. */
  readonly emptySetObject: "ignored" | "forbidden";
  /** [R] §4: the values of a set sent as a JSON string, as an SDK did once. */
  readonly setAsString: "ignored" | "refused";
  /** [I] §2.3: `{}` as the whole of `customSecurityAttributes`. */
  readonly emptyBody: "ignored" | "refused";
  /** [I] §2.3: `null` as the whole of `customSecurityAttributes`. */
  readonly nullBody: "ignored" | "refused";
  /** [R] §2.3: `null` for a collection; an unmerged Terraform provider relies on it. */
  readonly nullForCollection: "clears" | "refused";
  /** [I] §2.3: `[]` together with a type annotation, which no documented request has. */
  readonly annotatedEmptyCollection: "clears" | "refused";
  /** [I] §4: an Int32 or a collection without its type annotation. */
  readonly missingAnnotation: "refused" | "accepted";
  /** [I] §2.3: the same value twice in a collection. */
  readonly duplicateValues: "refused" | "merged";
  /** [I] §1.2: removing a value whose definition has been deprecated. */
  readonly clearingDeprecated: "allowed" | "refused";
  /** [I] §1.3: sending again an inactive value that this object has already ("cannot be assigned to further objects"). */
  readonly inactiveValueAlreadyThere: "allowed" | "refused";
  /** [I] §1.3: a predefined value that is added to an attribute while that is deactivated. */
  readonly valueForDeprecated: "added" | "refused";
  /** [I] §2.3: collections come back in another order than they were sent in; documented is only that it may differ. */
  readonly collectionOrder: "rotated" | "asSent";
  /** [R] §2.3: values given to `POST /users`, which the documentation says only PATCH can assign. */
  readonly valuesAtCreation: "assigned" | "refused";
  /** [I] §2.4: whether a list without a filter shows values, when it is asked to. */
  readonly valuesInLists: "shown" | "leftOut";
  /** [I] §2.5: a filter on an attribute that is not searchable. */
  readonly filterOnUnsearchable: "refused" | "allowed";
  /** [I] §2.5: a filter that compares an attribute with a value of another type, such as an Integer with a string. */
  readonly filterOfOtherType: "refused" | "findsNobody";
  /** [I] §2.5, §3: a filter on values by a caller who may not see them. */
  readonly filterWithoutAccess: "forbidden" | "asIfNoneAssigned";
  /**
   * [I] §2.3: who may ask `/directoryObjects/{id}` for the type of an object. The API's page names Directory.Read.All
   * alone; a Terraform provider asks there with the permissions for users and applications.
   */
  readonly directoryObjects: "withOwnPermission" | "withDirectoryPermission";
  /**
   * [R] §8.1: a name of a set or an attribute with different upper and lower case than it is defined in. One report says
   * that it is refused; Microsoft's pages contradict each other. Where case is folded, answers show names as they are
   * defined.
   */
  readonly nameCase: "exact" | "folded";
  /** [I] §4: how a POST is refused of a set, a definition or a predefined value that exists already: 400 or 409. */
  readonly duplicate: "badRequest" | "conflict";
  /** [I] §3: an app that has a directory role (for the tenant or for one set) and no app role for attributes. */
  readonly directoryRoleOfApp: "suffices" | "ignored";
}

export const assumptions: Assumptions = {
  emptiedSet: "onlyType",
  emptySetObject: "ignored",
  setAsString: "ignored",
  emptyBody: "ignored",
  nullBody: "refused",
  nullForCollection: "clears",
  annotatedEmptyCollection: "refused",
  missingAnnotation: "refused",
  duplicateValues: "refused",
  clearingDeprecated: "allowed",
  inactiveValueAlreadyThere: "allowed",
  valueForDeprecated: "added",
  collectionOrder: "rotated",
  valuesAtCreation: "assigned",
  valuesInLists: "shown",
  filterOnUnsearchable: "refused",
  filterOfOtherType: "refused",
  filterWithoutAccess: "forbidden",
  directoryObjects: "withOwnPermission",
  nameCase: "exact",
  duplicate: "badRequest",
  directoryRoleOfApp: "suffices",
};

/**
 * [I] §4: why a value is refused. Only the first of these is Graph's own text; for the others none is documented
 * down, nor that status 400 and code `Request_BadRequest` come with it. Clients must not depend on any of them.
 */
export const assumedReasons = {
  /** [R] §4, by an employee of Microsoft. It ends in a full stop, inside the quotation marks that follow. */
  empty: "Non empty string value expected for attribute.",
  unknownAttribute: "Attribute does not exist or is not defined in the attribute set",
  deprecated: "Attribute is deprecated and cannot be assigned",
  collectionExpected: "Collection expected for attribute",
  singleValueExpected: "Single value expected for attribute",
  otherType: (type: string) => `Value of type ${type} expected for attribute`,
  annotatedEmptyCollection: "An empty collection takes no type annotation",
  duplicate: "Duplicate values are not allowed for attribute",
  tooLong: (limit: number) => `Value exceeds the maximum length of ${limit} characters`,
  notPredefined: "Value is not one of the predefined values",
  inactive: "Predefined value is not active",
} as const;

/**
 * [D] §5: what one app may do in a small tenant before it is throttled: resource units in 10 s, writes in 150 s. [I]: that
 * an empty bucket fills again evenly, and that the limits hold for custom security attributes as for everything else.
 */
export const smallTenantQuota = { resourceUnits: 3500, writes: 3000 } as const;
