// landing-zone, prod: made by platc from service.plat. Change the spec, not this file.

metadata description = 'What services share: a network, and a cluster that their containers run in.'

@description('Region of the resources.')
param location string = 'westeurope'

@description('`url` of `certificate`: Certificate for all subdomains of the cluster\'s domain: its address in a Key Vault, and the user-assigned identity that may read it there.')
#disable-next-line no-hardcoded-env-urls
param certificateUrl string = 'https://kv-acme-certificates.vault.azure.net/secrets/shop-acme-example'

@description('`identity_id` of `certificate`: Certificate for all subdomains of the cluster\'s domain: its address in a Key Vault, and the user-assigned identity that may read it there.')
param certificateIdentityId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-certificates-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-certificates'

@description('Ids of the action groups that alerts are sent to.')
param actionGroups0 string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-monitoring-prod/providers/Microsoft.Insights/actionGroups/ag-on-call'

var tags = {
  owner: 'team-platform'
  service: 'landing-zone'
  environment: 'prod'
}

// ---------------------------------------------------------------- main: network 1.0.0

resource mainGroupPublic 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: 'landing-zone-prod-main-public'
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
          destinationAddressPrefix: '10.10.0.0/24'
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
          destinationAddressPrefix: '10.10.0.0/24'
          destinationPortRanges: [
            '65200-65535'
          ]
        }
      }
    ]
  }
}

resource mainGroupPrivate 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: 'landing-zone-prod-main-private'
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
          destinationAddressPrefix: '10.10.16.0/20'
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
  name: 'landing-zone-prod-main-isolated'
  location: location
  tags: tags
  properties: {
    securityRules: []
  }
}

resource mainGroupPostgres 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: 'landing-zone-prod-main-postgres'
  location: location
  tags: tags
  properties: {
    securityRules: []
  }
}

resource mainAddress 'Microsoft.Network/publicIPAddresses@2025-07-01' = {
  name: 'landing-zone-prod-main-exit'
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
  name: 'landing-zone-prod-main-exit'
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
  name: 'landing-zone-prod-main'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.10.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'isolated'
        properties: {
          addressPrefix: '10.10.8.0/24'
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
          addressPrefix: '10.10.9.0/24'
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
          addressPrefix: '10.10.16.0/20'
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
          addressPrefix: '10.10.0.0/24'
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

resource mainLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: main
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource mainZoneImages 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.azurecr.io'
  location: 'global'
  tags: tags
}

resource mainZonePostgres 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.postgres.database.azure.com'
  location: 'global'
  tags: tags
}

resource mainZoneSecret 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
  tags: tags
}

resource mainLinkImages 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: mainZoneImages
  name: 'landing-zone-prod-main'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: main.id
    }
  }
}

resource mainLinkPostgres 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: mainZonePostgres
  name: 'landing-zone-prod-main'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: main.id
    }
  }
}

resource mainLinkSecret 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: mainZoneSecret
  name: 'landing-zone-prod-main'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: main.id
    }
  }
}

// ---------------------------------------------------------------- shared: cluster 1.0.0

resource sharedLogs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'landing-zone-prod-shared'
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
  name: 'landing-zone-prod-shared'
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
    zoneRedundant: true
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
  name: 'shop-acme-example'
  location: location
  tags: tags
  properties: {
    certificateKeyVaultProperties: {
      identity: certificateIdentityId
      keyVaultUrl: certificateUrl
    }
  }
}

resource sharedLockEnvironment 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: shared
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource sharedLockLogs 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: sharedLogs
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
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
  name: 'landing-zone-prod-shared-entry'
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
    actions: [
      {
        actionGroupId: actionGroups0
      }
    ]
  }
}

@description('What the platform\'s settings say to everything that runs here.')
output settings object = {
  private_endpoint_subnet_id: '${main.id}/subnets/isolated'
  postgres_subnet_id: '${main.id}/subnets/postgres'
  private_dns_group_id: resourceGroup().id
  postgres_dns_zone_id: mainZonePostgres.id
  container_environment: {
    id: shared.id
    domain: shared.properties.defaultDomain
  }
  public_domain: {
    name: 'shop.acme.example'
    certificate_id: sharedCertificate.id
  }
  log_workspace_id: sharedLogs.id
}

@description('Where the record of the domain\'s subdomains leads to.')
output address string = shared.properties.staticIp
