/** The verified domain of the tenant, by which clients may name it instead of its id. */
export const tenantDomain = "contoso.example";
