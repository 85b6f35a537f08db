// It stands in another resource group, so it needs a deployment of its own (BCP139).

@description('Name of the resource of type Microsoft.Communication/emailServices/domains.')
param domainsName string

resource domains 'Microsoft.Communication/emailServices/domains@2026-03-18' existing = {
  name: domainsName
}

resource sender 'Microsoft.Communication/emailServices/domains/senderUsernames@2026-03-18' = {
  parent: domains
  name: 'invoices'
  properties: {
    username: 'invoices'
    displayName: 'invoices'
  }
}
