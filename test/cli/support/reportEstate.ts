import { definition, estate, idOf, principal } from "./estates";

/** A name that is code, for whoever takes it for that. */
export const nasty = `<img src=x onerror="document.title='owned'"></script><script>alert(1)</script>`;

/** 1,500 principals: users and service principals, with everything that a report can find. */
export const reportEstate = estate(
  Array.from({ length: 1_500 }, (_, index) =>
    principal(
      index,
      {
        ...(index % 10 !== 0 && {
          Engineering: {
            Level: index === 3 ? nasty : (["Junior", "Senior", "Lead"][index % 3] ?? ""),
            Rank: ((index * 7) % 100) - 50,
            ...(index % 50 === 1 && { Project: ["Baker", "Zeppelin"] }),
            ...(index % 100 === 2 && { LegacyTier: "gold" }),
          },
        }),
        ...(index % 4 === 1 && { Marketing: { Country: "Norway" } }),
      },
      index % 3 === 0
        ? {
            principalType: "ServicePrincipal",
            displayName: `service ${index}`,
            clientId: idOf(5_000 + index),
            servicePrincipalType: index % 30 === 0 ? "ServiceIdentity" : "Application",
          }
        : index === 4
          ? { displayName: nasty }
          : index === 7
            ? { displayName: "\u202eZoe\u0308" }
            : {},
    ),
  ),
  {
    selection: { all: true },
    attributeSets: [{ name: "Engineering" }, { name: "Marketing" }],
    definitions: [
      definition("Level"),
      definition("Rank", { type: "Integer" }),
      definition("Project", {
        isCollection: true,
        usePreDefinedValuesOnly: true,
        allowedValues: [{ id: "Baker", isActive: true }],
      }),
      definition("LegacyTier", { status: "Deprecated" }),
      ...["Country", "Region", "City", "Street", "House", "Floor", "Room"].map((name) =>
        definition(name, { attributeSet: "Marketing" }),
      ),
    ],
  },
);
