import type { PrincipalType } from "../entra/principal";
import type { MistakenPrincipal } from "../graph/explainMissing";

/** Says what the id is, which was given for a user or a service principal, and what to give instead. */
export function mistakenPrincipal(principalType: PrincipalType, mistake: MistakenPrincipal): string {
  return `principalId: ${explanation(mistake)} ${advice(principalType, mistake)}`.trimEnd();
}

function explanation(mistake: MistakenPrincipal): string {
  switch (mistake.kind) {
    case "application":
      return `this is the object id of an app registration; ${
        mistake.servicePrincipalId
          ? `the object id of its service principal is ${mistake.servicePrincipalId}.`
          : "its app has no service principal in this tenant yet."
      }`;
    case "clientId":
      return (
        "this is the client id (application id) of an app; the object id of its service principal is " +
        `${mistake.servicePrincipalId}.`
      );
    case "otherType":
      return `this is the object id of a ${mistake.principalType === "User" ? "user" : "service principal"}.`;
    case "otherObject":
      return (
        `this is the object id of ${withArticle(wordsOf(mistake.type))}. Only users and service principals have custom ` +
        "security attributes."
      );
    case "mail":
      return `this is the e-mail address of a user whose user principal name is ${mistake.userPrincipalName}.`;
    case "foreignName":
      return `no user of this tenant can have this name, because ${mistake.domain} is not one of its domains.`;
  }
}

function advice(principalType: PrincipalType, mistake: MistakenPrincipal): string {
  const setType = (wanted: PrincipalType) =>
    principalType === wanted ? "" : ` and set principalType to "${wanted}"`;
  switch (mistake.kind) {
    case "application":
      return mistake.servicePrincipalId
        ? `Give that id${setType("ServicePrincipal")}.`
        : `Create the service principal first, and give its object id${setType("ServicePrincipal")}.`;
    case "clientId":
      return `Give that id${setType("ServicePrincipal")}.`;
    case "otherType":
      return `Set principalType to "${mistake.principalType}", or give the id of another principal.`;
    case "otherObject":
      return "";
    case "mail":
      return `Give that name or, better, the object id ${mistake.objectId}.`;
    case "foreignName":
      return (
        "A guest has a user principal name such as eve_fabrikam.example#EXT#@contoso.onmicrosoft.com. Give that name or, " +
        "better, the object id."
      );
  }
}

/** Graph's name of a type in words: `administrativeUnit` is an administrative unit. */
function wordsOf(type: string): string {
  return type.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function withArticle(words: string): string {
  return `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
}
