#!/bin/sh
# Signs the Azure CLI in to a running simulator, assigns a value to a service principal, and reads it and the definitions.
#
#   sh simulator/azureCliRecipe.sh [object id of a service principal]
#
# It needs `az` on the PATH and the AZURE_… and NODE_EXTRA_CA_CERTS lines that the simulator prints.
set -eu

graph="$AZURE_AUTHORITY_HOST"
principal="$graph/v1.0/servicePrincipals/${1:-33333333-3333-4333-8333-333333333333}"

# A separate configuration, so that the account that is signed in on this machine stays signed in.
AZURE_CONFIG_DIR=$(mktemp -d)
export AZURE_CONFIG_DIR
trap 'rm -rf "$AZURE_CONFIG_DIR"' EXIT
export AZURE_CORE_COLLECT_TELEMETRY=false AZURE_CORE_ONLY_SHOW_ERRORS=true
export REQUESTS_CA_BUNDLE="$NODE_EXTRA_CA_CERTS"
# Otherwise the CLI asks Microsoft's public cloud whether it knows this authority.
export AZURE_CORE_INSTANCE_DISCOVERY=false

# Resource Manager is the same server under another name: `az rest` derives the audience of the token from the host.
az cloud register --name Simulated --endpoint-resource-manager "$(echo "$graph" | sed 's/localhost/127.0.0.1/')/arm"
az cloud set --name Simulated
az login --service-principal --allow-no-subscriptions --output none \
  --tenant "$AZURE_TENANT_ID" --username "$AZURE_CLIENT_ID" --password "$AZURE_CLIENT_SECRET"

az rest --method patch --url "$principal" --body '{
  "customSecurityAttributes": {
    "Engineering": {
      "@odata.type": "#Microsoft.DirectoryServices.CustomSecurityAttributeValue",
      "Project@odata.type": "#Collection(String)",
      "Project": ["Baker", "Cascade"]
    }
  }
}'
az rest --method get --url "$principal?\$select=id,customSecurityAttributes"
az rest --method get --url "$graph/v1.0/directory/customSecurityAttributeDefinitions?\$expand=allowedValues"
