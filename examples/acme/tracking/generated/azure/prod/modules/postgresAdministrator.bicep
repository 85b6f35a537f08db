// Its name is known only during the deployment, so it needs one of its own (BCP120).

@description('What `name` is set to.')
param name string

@description('What `principalName` is set to.')
param principalName string

@description('Name of the resource of type Microsoft.DBforPostgreSQL/flexibleServers.')
param flexibleServersName string

resource flexibleServers 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  name: flexibleServersName
}

resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = {
  parent: flexibleServers
  name: name
  properties: {
    principalName: principalName
    principalType: 'ServicePrincipal'
    tenantId: tenant().tenantId
  }
}
