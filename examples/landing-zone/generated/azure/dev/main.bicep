// landing-zone, dev: made by platc from service.plat. Change the spec, not this file.

metadata description = 'What services share: a network, and a cluster that their containers run in.'

@description('Region of the resources.')
param location string = 'westeurope'

@description('`url` of `certificate`: Certificate for all subdomains of the cluster\'s domain: its address in a Key Vault, and the user-assigned identity that may read it there.')
#disable-next-line no-hardcoded-env-urls
param certificateUrl string = 'https://kv-acme-certificates.vault.azure.net/secrets/dev-acme-example'

@description('`identity_id` of `certificate`: Certificate for all subdomains of the cluster\'s domain: its address in a Key Vault, and the user-assigned identity that may read it there.')
param certificateIdentityId string = '/subscriptions/2c6f1a0e-5b0d-4c7e-9a41-0d6b7f3e8c21/resourceGroups/rg-certificates-dev/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-certificates'

var tags = {
  owner: 'team-platform'
  service: 'landing-zone'
  environment: 'dev'
}

// ---------------------------------------------------------------- main: network 1.0.0

resource mainGroupPublic 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: 'landing-zone-dev-main-public'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'https'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.20.0.0/24'
          destinationPortRanges: [
            '80'
            '443'
          ]
        }
      }
      {
        name: 'gateways'
        properties: {
          priority: 110
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'GatewayManager'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.20.0.0/24'
          destinationPortRanges: [
            '65200-65535'
          ]
        }
      }
    ]
  }
}

resource mainGroupPrivate 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: 'landing-zone-dev-main-private'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'https'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.20.16.0/20'
          destinationPortRanges: [
            '443'
            '31443'
          ]
        }
      }
    ]
  }
}

resource mainGroupIsolated 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: 'landing-zone-dev-main-isolated'
  location: location
  tags: tags
  properties: {
    securityRules: []
  }
}

resource mainGroupPostgres 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: 'landing-zone-dev-main-postgres'
  location: location
  tags: tags
  properties: {
    securityRules: []
  }
}

resource mainAddress 'Microsoft.Network/publicIPAddresses@2025-07-01' = {
  name: 'landing-zone-dev-main-exit'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Regional'
  }
  zones: [
    '1'
    '2'
    '3'
  ]
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
  }
}

resource mainExit 'Microsoft.Network/natGateways@2025-07-01' = {
  name: 'landing-zone-dev-main-exit'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIpAddresses: [
      {
        id: mainAddress.id
      }
    ]
    idleTimeoutInMinutes: 4
  }
}

resource main 'Microsoft.Network/virtualNetworks@2025-07-01' = {
  name: 'landing-zone-dev-main'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'isolated'
        properties: {
          addressPrefix: '10.20.8.0/24'
          networkSecurityGroup: {
            id: mainGroupIsolated.id
          }
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
      {
        name: 'postgres'
        properties: {
          addressPrefix: '10.20.9.0/24'
          networkSecurityGroup: {
            id: mainGroupPostgres.id
          }
          delegations: [
            {
              name: 'services'
              properties: {
                serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'
              }
            }
          ]
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
      {
        name: 'private'
        properties: {
          addressPrefix: '10.20.16.0/20'
          networkSecurityGroup: {
            id: mainGroupPrivate.id
          }
          natGateway: {
            id: mainExit.id
          }
          delegations: [
            {
              name: 'services'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
      {
        name: 'public'
        properties: {
          addressPrefix: '10.20.0.0/24'
          networkSecurityGroup: {
            id: mainGroupPublic.id
          }
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

// ---------------------------------------------------------------- shared: cluster 1.0.0

resource sharedLogs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'landing-zone-dev-shared'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 365
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource shared 'Microsoft.App/managedEnvironments@2026-01-01' = {
  name: 'landing-zone-dev-shared'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${certificateIdentityId}': {}
    }
  }
  properties: {
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    vnetConfiguration: {
      infrastructureSubnetId: '${main.id}/subnets/private'
      internal: false
    }
    publicNetworkAccess: 'Enabled'
    zoneRedundant: false
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
    peerTrafficConfiguration: {
      encryption: {
        enabled: true
      }
    }
  }
}

resource sharedCertificate 'Microsoft.App/managedEnvironments/certificates@2026-01-01' = {
  parent: shared
  name: 'dev-acme-example'
  location: location
  tags: tags
  properties: {
    certificateKeyVaultProperties: {
      identity: certificateIdentityId
      keyVaultUrl: certificateUrl
    }
  }
}

resource sharedDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: shared
  name: 'logs'
  properties: {
    workspaceId: sharedLogs.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

resource sharedAlert 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'landing-zone-dev-shared-entry'
  location: 'global'
  tags: tags
  properties: {
    description: 'What lets requests in to shared is short of CPU.'
    severity: 2
    enabled: true
    scopes: [
      shared.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'cpu'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'IngressCpuPercentage'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 90
        }
      ]
    }
    actions: []
  }
}

@description('What the platform\'s settings say to everything that runs here.')
output settings object = {
  private_endpoint_subnet_id: '${main.id}/subnets/isolated'
  postgres_subnet_id: '${main.id}/subnets/postgres'
  container_environment: {
    id: shared.id
    domain: shared.properties.defaultDomain
  }
  public_domain: {
    name: 'dev.acme.example'
    certificate_id: sharedCertificate.id
  }
  log_workspace_id: sharedLogs.id
}

@description('Where the record of the domain\'s subdomains leads to.')
output address string = shared.properties.staticIp
