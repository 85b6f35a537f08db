// tracking, prod: made by platc from service.plat. Change the spec, not this file.

metadata description = 'Shows where a parcel is.'

@description('Tag of the images to deploy.')
param imageTag string

@description('Region of the resources.')
param location string = 'germanywestcentral'

@description('`certificate_id` of `public_domain`: The domain whose subdomains lead to the environment, and its certificate there; without it, containers have the names that Azure gives them, and `host` is not used.')
param publicDomainCertificateId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.App/managedEnvironments/cae-prod/certificates/acme-example'

@description('`identity_id` of `registry`: The registry that images are pulled from, the user-assigned identity that may, and another registry whose images it has copies of; without it, images are public.')
param registryIdentityId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-pull'

@description('Ids of the action groups that alerts are sent to.')
param actionGroups0 string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.Insights/actionGroups/ag-on-call'

@description('Id of the subnet that is delegated to Postgres.')
param postgresSubnetId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod/subnets/snet-postgres'

@description('Id of the private DNS zone that Postgres servers are registered in.')
param postgresDnsZoneId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-network-prod/providers/Microsoft.Network/privateDnsZones/prod.private.postgres.database.azure.com'

@description('Id of the Log Analytics workspace that logs are sent to; without it, none are.')
param logWorkspaceId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.OperationalInsights/workspaces/log-prod'

@description('Id of the subnet that private endpoints are in.')
param privateEndpointSubnetId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod/subnets/snet-endpoints'

@description('Id of the platform\'s `environment`.')
param platformEnvironmentId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.App/managedEnvironments/cae-prod'

var roleDefinitions = 'Microsoft.Authorization/roleDefinitions'

// ---------------------------------------------------------------- site-web: container 1.0.0

resource siteWebIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'acme-prod-tracking-site-web'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-web'
  }
}

resource siteWeb 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'acme-prod-tracking-site-web'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-web'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${siteWebIdentity.id}': {}
      '${registryIdentityId}': {}
    }
  }
  properties: {
    environmentId: platformEnvironmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 10
      ingress: {
        external: true
        targetPort: 8080
        transport: 'auto'
        allowInsecure: false
        customDomains: [
          {
            name: 'site.acme.example'
            certificateId: publicDomainCertificateId
            bindingType: 'SniEnabled'
          }
        ]
      }
      registries: [
        {
          server: 'acmeprod.azurecr.io'
          identity: registryIdentityId
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'site-web'
          image: 'acmeprod.azurecr.io/tracking:${imageTag}'
          resources: {
            cpu: 1
            memory: '2Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: siteWebIdentity.properties.clientId
            }
            {
              name: 'CACHE_HOST'
              value: siteCacheCluster.properties.hostName
            }
            {
              name: 'CACHE_PORT'
              value: '10000'
            }
            {
              name: 'CACHE_USER'
              value: siteWebIdentity.properties.principalId
            }
            {
              name: 'DATA_DATABASE'
              value: siteDataDatabase.name
            }
            {
              name: 'DATA_HOST'
              value: siteData.properties.fullyQualifiedDomainName
            }
            {
              name: 'DATA_PORT'
              value: '5432'
            }
            {
              name: 'DATA_USER'
              value: siteWebIdentity.name
            }
            {
              name: 'SCANS_EVENTS_QUEUE'
              value: scansEvents.name
            }
            {
              name: 'SCANS_EVENTS_URL'
              value: scansEventsNamespace.properties.serviceBusEndpoint
            }
            {
              name: 'SCANS_ITEMS_DATABASE'
              value: scansItemsDatabase.name
            }
            {
              name: 'SCANS_ITEMS_TABLE'
              value: scansItems.name
            }
            {
              name: 'SCANS_ITEMS_URL'
              value: scansItemsAccount.properties.documentEndpoint
            }
          ]
          probes: [
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz'
                port: 8080
              }
              periodSeconds: 15
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/healthz'
                port: 8080
              }
              periodSeconds: 15
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Startup'
              httpGet: {
                path: '/healthz'
                port: 8080
              }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 10
            }
          ]
        }
      ]
      scale: {
        minReplicas: 3
        maxReplicas: 12
        rules: [
          {
            name: 'requests'
            http: {
              metadata: {
                concurrentRequests: '50'
              }
            }
          }
          {
            name: 'cpu'
            custom: {
              type: 'cpu'
              metadata: {
                type: 'Utilization'
                value: '60'
              }
            }
          }
        ]
      }
    }
  }
  dependsOn: [
    siteWebToSiteCacheAssignment
    siteWebToScansEventsPublishRole
    siteWebToScansItemsReadRole
  ]
}

resource siteWebAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-site-web-cpu'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-web'
  }
  properties: {
    description: 'site-web is short of CPU although it may scale.'
    severity: 2
    enabled: true
    scopes: [
      siteWeb.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'cpu'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'CpuPercentage'
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

resource siteWebAlertErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-site-web-errors'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-web'
  }
  properties: {
    description: 'site-web answers with 5xx.'
    severity: 2
    enabled: true
    scopes: [
      siteWeb.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'errors'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'Requests'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 50
          dimensions: [
            {
              name: 'statusCodeCategory'
              operator: 'Include'
              values: [
                '5xx'
              ]
            }
          ]
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

resource siteWebAlertInstances 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-site-web-instances'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-web'
  }
  properties: {
    description: 'site-web has fewer instances than it should.'
    severity: 2
    enabled: true
    scopes: [
      siteWeb.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'instances'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'Replicas'
          timeAggregation: 'Maximum'
          operator: 'LessThan'
          threshold: 3
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

// access of site-web

resource siteWebToSiteCacheAssignment 'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@2025-07-01' = {
  parent: siteCache
  name: replace(guid(siteCache.id, siteWebIdentity.id), '-', '')
  properties: {
    accessPolicyName: 'default'
    user: {
      objectId: siteWebIdentity.properties.principalId
    }
  }
  dependsOn: [
    siteCacheEndpoint
    siteCacheDns
  ]
}

resource siteWebToScansEventsPublishRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scansEvents
  name: guid(scansEvents.id, siteWebIdentity.id, 'publish')
  properties: {
    principalId: siteWebIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
  }
}

resource siteWebToScansItemsReadRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: scansItemsAccount
  name: guid(scansItems.id, siteWebIdentity.id, 'read')
  properties: {
    principalId: siteWebIdentity.properties.principalId
    roleDefinitionId: '${scansItemsAccount.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001'
    scope: '${scansItemsAccount.id}/dbs/${scansItemsDatabase.name}/colls/${scansItems.name}'
  }
  dependsOn: [
    scansItemsEndpoint
    scansItemsDns
  ]
}

// ---------------------------------------------------------------- site-data: postgres 1.1.0

resource siteData 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: 'acme-prod-tracking-site-data-k2vx6v'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-data'
  }
  sku: {
    name: 'Standard_D4ds_v5'
    tier: 'GeneralPurpose'
  }
  properties: {
    version: '17'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    network: {
      delegatedSubnetResourceId: postgresSubnetId
      privateDnsZoneArmResourceId: postgresDnsZoneId
      publicNetworkAccess: 'Disabled'
    }
    highAvailability: {
      mode: 'ZoneRedundant'
    }
    storage: {
      storageSizeGB: 128
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: 30
      geoRedundantBackup: 'Enabled'
    }
    maintenanceWindow: {
      customWindow: 'Enabled'
      dayOfWeek: 0
      startHour: 3
      startMinute: 30
    }
  }
}

resource siteDataDatabase 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: siteData
  name: 'site_data'
  properties: {
    charset: 'UTF8'
    collation: 'en_US.utf8'
  }
}

resource siteDataLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: siteData
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource siteDataDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: siteData
  name: 'logs'
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

resource siteDataAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-site-data-cpu'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-data'
  }
  properties: {
    description: 'site-data is short of CPU.'
    severity: 2
    enabled: true
    scopes: [
      siteData.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'cpu'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'cpu_percent'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 85
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

resource siteDataAlertMemory 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-site-data-memory'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-data'
  }
  properties: {
    description: 'site-data is short of memory.'
    severity: 2
    enabled: true
    scopes: [
      siteData.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'memory'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'memory_percent'
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

resource siteDataAlertStorage 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-site-data-storage'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-data'
  }
  properties: {
    description: 'site-data is nearly full.'
    severity: 2
    enabled: true
    scopes: [
      siteData.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'storage'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'storage_percent'
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

// ---------------------------------------------------------------- site-cache: cache 1.0.0

resource siteCacheCluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: 'acme-prod-tracking-site-cache-1d7e1v'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-cache'
  }
  sku: {
    name: 'Balanced_B3'
  }
  properties: {
    highAvailability: 'Enabled'
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Disabled'
  }
}

resource siteCache 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: siteCacheCluster
  name: 'default'
  properties: {
    accessKeysAuthentication: 'Disabled'
    clientProtocol: 'Encrypted'
    clusteringPolicy: 'NoCluster'
    evictionPolicy: 'VolatileLRU'
    port: 10000
  }
}

resource siteCacheLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: siteCacheCluster
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource siteCacheEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: 'acme-prod-tracking-site-cache'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-cache'
  }
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'redis'
        properties: {
          privateLinkServiceId: siteCacheCluster.id
          groupIds: [
            'redisEnterprise'
          ]
        }
      }
    ]
  }
}

resource siteCacheDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: siteCacheEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'redis'
        properties: {
          privateDnsZoneId: '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-network-prod/providers/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net'
        }
      }
    ]
  }
}

resource siteCacheDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: siteCache
  name: 'logs'
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

resource siteCacheAlertMemory 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-site-cache-memory'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-cache'
  }
  properties: {
    description: 'site-cache is nearly full.'
    severity: 2
    enabled: true
    scopes: [
      siteCacheCluster.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'memory'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'usedmemorypercentage'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 85
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

resource siteCacheAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-site-cache-cpu'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'site-cache'
  }
  properties: {
    description: 'site-cache is short of CPU.'
    severity: 2
    enabled: true
    scopes: [
      siteCacheCluster.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'cpu'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'percentProcessorTime'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 80
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

// ---------------------------------------------------------------- scans-worker: container 1.0.0

resource scansWorkerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'acme-prod-tracking-scans-worker'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'scans-worker'
  }
}

resource scansWorker 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'acme-prod-tracking-scans-worker'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'scans-worker'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${scansWorkerIdentity.id}': {}
      '${registryIdentityId}': {}
    }
  }
  properties: {
    environmentId: platformEnvironmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 10
      registries: [
        {
          server: 'acmeprod.azurecr.io'
          identity: registryIdentityId
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'scans-worker'
          image: 'acmeprod.azurecr.io/tracking:${imageTag}'
          args: [
            './scans'
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: scansWorkerIdentity.properties.clientId
            }
            {
              name: 'DEPOTS_SUBSCRIPTION'
              value: scansWorkerToDepotsSubscribeSubscription.name
            }
            {
              name: 'DEPOTS_TOPIC'
              value: depots.name
            }
            {
              name: 'DEPOTS_URL'
              value: depotsNamespace.properties.serviceBusEndpoint
            }
            {
              name: 'EVENTS_QUEUE'
              value: scansEvents.name
            }
            {
              name: 'EVENTS_URL'
              value: scansEventsNamespace.properties.serviceBusEndpoint
            }
            {
              name: 'ITEMS_DATABASE'
              value: scansItemsDatabase.name
            }
            {
              name: 'ITEMS_TABLE'
              value: scansItems.name
            }
            {
              name: 'ITEMS_URL'
              value: scansItemsAccount.properties.documentEndpoint
            }
            {
              name: 'SITE_DATA_DATABASE'
              value: siteDataDatabase.name
            }
            {
              name: 'SITE_DATA_HOST'
              value: siteData.properties.fullyQualifiedDomainName
            }
            {
              name: 'SITE_DATA_PORT'
              value: '5432'
            }
            {
              name: 'SITE_DATA_USER'
              value: scansWorkerIdentity.name
            }
          ]
        }
      ]
      scale: {
        minReplicas: 1
        maxReplicas: 8
        rules: [
          {
            name: 'depots'
            custom: {
              type: 'azure-servicebus'
              metadata: {
                namespace: depotsNamespace.name
                topicName: depots.name
                subscriptionName: scansWorkerToDepotsSubscribeSubscription.name
                messageCount: '20'
              }
              identity: scansWorkerIdentity.id
            }
          }
          {
            name: 'scans-events'
            custom: {
              type: 'azure-servicebus'
              metadata: {
                namespace: scansEventsNamespace.name
                queueName: scansEvents.name
                messageCount: '20'
              }
              identity: scansWorkerIdentity.id
            }
          }
          {
            name: 'cpu'
            custom: {
              type: 'cpu'
              metadata: {
                type: 'Utilization'
                value: '60'
              }
            }
          }
        ]
      }
    }
  }
  dependsOn: [
    scansWorkerToScansEventsConsumeRole
    scansWorkerToScansItemsReadwriteRole
    scansWorkerToDepotsSubscribeRole
  ]
}

resource scansWorkerAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-scans-worker-cpu'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'scans-worker'
  }
  properties: {
    description: 'scans-worker is short of CPU although it may scale.'
    severity: 2
    enabled: true
    scopes: [
      scansWorker.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'cpu'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'CpuPercentage'
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

resource scansWorkerAlertInstances 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-scans-worker-instances'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'scans-worker'
  }
  properties: {
    description: 'scans-worker has fewer instances than it should.'
    severity: 2
    enabled: true
    scopes: [
      scansWorker.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'instances'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'Replicas'
          timeAggregation: 'Maximum'
          operator: 'LessThan'
          threshold: 1
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

// access of scans-worker

resource scansWorkerToScansEventsConsumeRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scansEvents
  name: guid(scansEvents.id, scansWorkerIdentity.id, 'consume')
  properties: {
    principalId: scansWorkerIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0')
  }
}

resource scansWorkerToScansItemsReadwriteRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: scansItemsAccount
  name: guid(scansItems.id, scansWorkerIdentity.id, 'readwrite')
  properties: {
    principalId: scansWorkerIdentity.properties.principalId
    roleDefinitionId: '${scansItemsAccount.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: '${scansItemsAccount.id}/dbs/${scansItemsDatabase.name}/colls/${scansItems.name}'
  }
  dependsOn: [
    scansItemsEndpoint
    scansItemsDns
  ]
}

resource scansWorkerToDepotsSubscribeSubscription 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2026-01-01' = {
  parent: depots
  name: 'scans-worker'
  properties: {
    maxDeliveryCount: 5
    lockDuration: 'PT30S'
    defaultMessageTimeToLive: 'P4D'
    deadLetteringOnMessageExpiration: true
  }
}

resource scansWorkerToDepotsSubscribeRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scansWorkerToDepotsSubscribeSubscription
  name: guid(scansWorkerToDepotsSubscribeSubscription.id, scansWorkerIdentity.id, 'subscribe')
  properties: {
    principalId: scansWorkerIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0')
  }
}

// ---------------------------------------------------------------- scans-events: queue 2.0.0

resource scansEventsNamespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: 'acme-prod-tracking-scans-events-kttdm9'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'scans-events'
  }
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

resource scansEvents 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: scansEventsNamespace
  name: 'scans-events'
  properties: {
    maxDeliveryCount: 5
    lockDuration: 'PT1M'
    defaultMessageTimeToLive: 'P4D'
    deadLetteringOnMessageExpiration: true
  }
}

resource scansEventsLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: scansEventsNamespace
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource scansEventsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: scansEventsNamespace
  name: 'logs'
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

resource scansEventsDeadLetters 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-scans-events-dead-letters'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'scans-events'
  }
  properties: {
    description: 'Messages of scans-events could not be handled.'
    severity: 2
    enabled: true
    scopes: [
      scansEventsNamespace.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead-letters'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'DeadletteredMessages'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                scansEvents.name
              ]
            }
          ]
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

// ---------------------------------------------------------------- scans-items: table 1.0.0

resource scansItemsAccount 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: 'acme-prod-tracking-scans-items-re3m2n'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'scans-items'
  }
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: [
      {
        name: 'EnableServerless'
      }
    ]
    consistencyPolicy: {
      defaultConsistencyLevel: 'Session'
    }
    locations: [
      {
        locationName: 'germanywestcentral'
        failoverPriority: 0
        isZoneRedundant: true
      }
    ]
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: {
        tier: 'Continuous30Days'
      }
    }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: 'Disabled'
  }
}

resource scansItemsDatabase 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2026-03-15' = {
  parent: scansItemsAccount
  name: 'tracking'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'scans-items'
  }
  properties: {
    resource: {
      id: 'tracking'
    }
  }
}

resource scansItems 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2026-03-15' = {
  parent: scansItemsDatabase
  name: 'scans-items'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'scans-items'
  }
  properties: {
    resource: {
      id: 'scans-items'
      partitionKey: {
        kind: 'Hash'
        version: 2
        paths: [
          '/parcel'
        ]
      }
      uniqueKeyPolicy: {
        uniqueKeys: [
          {
            paths: [
              '/scanned_at'
            ]
          }
        ]
      }
      indexingPolicy: {
        automatic: true
        indexingMode: 'consistent'
        includedPaths: [
          {
            path: '/parcel/?'
          }
          {
            path: '/scanned_at/?'
          }
        ]
        excludedPaths: [
          {
            path: '/*'
          }
        ]
      }
    }
  }
}

resource scansItemsLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: scansItemsAccount
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource scansItemsEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: 'acme-prod-tracking-scans-items'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'scans-items'
  }
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'sql'
        properties: {
          privateLinkServiceId: scansItemsAccount.id
          groupIds: [
            'Sql'
          ]
        }
      }
    ]
  }
}

resource scansItemsDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: scansItemsEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'sql'
        properties: {
          privateDnsZoneId: '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-network-prod/providers/Microsoft.Network/privateDnsZones/privatelink.documents.azure.com'
        }
      }
    ]
  }
}

resource scansItemsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: scansItemsAccount
  name: 'logs'
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      {
        category: 'ControlPlaneRequests'
        enabled: true
      }
    ]
  }
}

resource scansItemsRefused 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-scans-items-refused'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'scans-items'
  }
  properties: {
    description: 'scans-items refuses requests, because there are too many.'
    severity: 2
    enabled: true
    scopes: [
      scansItemsAccount.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'refused'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'TotalRequests'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 100
          dimensions: [
            {
              name: 'StatusCode'
              operator: 'Include'
              values: [
                '429'
              ]
            }
          ]
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

// ---------------------------------------------------------------- depots: topic 1.0.0

resource depotsNamespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: 'acme-prod-tracking-depots-yxn68y'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'depots'
  }
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

resource depots 'Microsoft.ServiceBus/namespaces/topics@2026-01-01' = {
  parent: depotsNamespace
  name: 'depots'
}

resource depotsLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: depotsNamespace
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource depotsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: depotsNamespace
  name: 'logs'
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

resource depotsDeadLetters 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-depots-dead-letters'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'depots'
  }
  properties: {
    description: 'Messages of depots could not be handled by a subscriber.'
    severity: 2
    enabled: true
    scopes: [
      depotsNamespace.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead-letters'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'DeadletteredMessages'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                depots.name
              ]
            }
          ]
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

// ---------------------------------------------------------------- migrate: job 1.0.0

resource migrateIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'acme-prod-tracking-migrate'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'migrate'
  }
}

resource migrate 'Microsoft.App/jobs@2026-01-01' = {
  name: 'acme-prod-tracking-migrate'
  location: location
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'migrate'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${migrateIdentity.id}': {}
      '${registryIdentityId}': {}
    }
  }
  properties: {
    environmentId: platformEnvironmentId
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Manual'
      manualTriggerConfig: {
        parallelism: 1
        replicaCompletionCount: 1
      }
      replicaTimeout: 1800
      replicaRetryLimit: 0
      registries: [
        {
          server: 'acmeprod.azurecr.io'
          identity: registryIdentityId
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'migrate'
          image: 'acmeprod.azurecr.io/tracking:${imageTag}'
          args: [
            './migrate'
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: migrateIdentity.properties.clientId
            }
            {
              name: 'SITE_DATA_DATABASE'
              value: siteDataDatabase.name
            }
            {
              name: 'SITE_DATA_HOST'
              value: siteData.properties.fullyQualifiedDomainName
            }
            {
              name: 'SITE_DATA_PORT'
              value: '5432'
            }
            {
              name: 'SITE_DATA_READONLY_USERS'
              value: ''
            }
            {
              name: 'SITE_DATA_READWRITE_USERS'
              value: join([siteWebIdentity.name, scansWorkerIdentity.name], ',')
            }
            {
              name: 'SITE_DATA_USER'
              value: migrateIdentity.name
            }
          ]
        }
      ]
    }
  }
  dependsOn: [
    migrateToSiteDataAdminAdministrator
  ]
}

resource migrateFailed 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-tracking-migrate-failed'
  location: 'global'
  tags: {
    owner: 'team-parcels'
    service: 'tracking'
    environment: 'prod'
    component: 'migrate'
  }
  properties: {
    description: 'migrate failed or took too long.'
    severity: 2
    enabled: true
    scopes: [
      migrate.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'failed'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'Executions'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [
            {
              name: 'state'
              operator: 'Include'
              values: [
                'Failed'
              ]
            }
          ]
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

// access of migrate

module migrateToSiteDataAdminAdministrator 'modules/postgresAdministrator.bicep' = {
  params: {
    name: migrateIdentity.properties.principalId
    principalName: migrateIdentity.name
    flexibleServersName: siteData.name
  }
  dependsOn: [
    siteDataDatabase
  ]
}

@description('Where people look for their parcels.')
output url string = 'https://site.acme.example'
