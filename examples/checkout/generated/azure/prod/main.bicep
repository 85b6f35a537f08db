// checkout, prod: made by platc from service.plat. Change the spec, not this file.

metadata description = 'Takes orders and charges cards.'

@description('Tag of the image to deploy.')
param imageTag string

@description('Value of the secret; it goes into the Key Vault and nowhere else.')
@secure()
param stripeValue string

@description('Region of the resources.')
param location string = 'westeurope'

@description('`id` of `container_environment`: The Container Apps environment that containers and jobs run in: its id, and the domain that Azure gave it.')
param containerEnvironmentId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.App/managedEnvironments/cae-acme-prod'

@description('`certificate_id` of `public_domain`: The domain whose subdomains lead to the environment, and its certificate there; without it, containers have the names that Azure gives them, and `host` is not used.')
param publicDomainCertificateId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.App/managedEnvironments/cae-acme-prod/certificates/acme-example'

@description('Ids of the action groups that alerts are sent to.')
param actionGroups0 string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.Insights/actionGroups/ag-on-call'

@description('Id of the subnet that is delegated to Postgres.')
param postgresSubnetId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-network-prod/providers/Microsoft.Network/virtualNetworks/vnet-acme-prod/subnets/snet-postgres'

@description('Id of the private DNS zone that Postgres servers are registered in.')
param postgresDnsZoneId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-network-prod/providers/Microsoft.Network/privateDnsZones/acme-prod.private.postgres.database.azure.com'

@description('Id of the Log Analytics workspace that logs are sent to; without it, none are.')
param logWorkspaceId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.OperationalInsights/workspaces/log-acme-prod'

@description('Id of the subnet that private endpoints are in.')
param privateEndpointSubnetId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-network-prod/providers/Microsoft.Network/virtualNetworks/vnet-acme-prod/subnets/snet-endpoints'

var roleDefinitions = 'Microsoft.Authorization/roleDefinitions'
var tags = {
  owner: 'team-payments'
  service: 'checkout'
  environment: 'prod'
  'managed-by': 'platc'
}

// ---------------------------------------------------------------- api: container 1.0.0

resource apiIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'checkout-prod-api'
  location: location
  tags: tags
}

resource api 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'checkout-prod-api'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${apiIdentity.id}': {}
    }
  }
  properties: {
    environmentId: containerEnvironmentId
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
            name: 'checkout.shop.acme.example'
            certificateId: publicDomainCertificateId
            bindingType: 'SniEnabled'
          }
        ]
      }
      secrets: [
        {
          name: 'stripe-value'
          keyVaultUrl: stripe.properties.secretUri
          identity: apiIdentity.id
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'api'
          image: 'ghcr.io/acme/checkout:${imageTag}'
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: apiIdentity.properties.clientId
            }
            {
              name: 'EVENTS_QUEUE'
              value: events.name
            }
            {
              name: 'EVENTS_URL'
              value: eventsNamespace.properties.serviceBusEndpoint
            }
            {
              name: 'LOG_LEVEL'
              value: 'warn'
            }
            {
              name: 'ORDERS_DATABASE'
              value: ordersDatabase.name
            }
            {
              name: 'ORDERS_HOST'
              value: orders.properties.fullyQualifiedDomainName
            }
            {
              name: 'ORDERS_PORT'
              value: '5432'
            }
            {
              name: 'ORDERS_USER'
              value: apiIdentity.name
            }
            {
              name: 'RECEIPTS_BUCKET'
              value: receipts.name
            }
            {
              name: 'RECEIPTS_URL'
              value: '${receiptsAccount.properties.primaryEndpoints.blob}${receipts.name}'
            }
            {
              name: 'SESSIONS_HOST'
              value: sessionsCluster.properties.hostName
            }
            {
              name: 'SESSIONS_PORT'
              value: '10000'
            }
            {
              name: 'SESSIONS_USER'
              value: apiIdentity.properties.principalId
            }
            {
              name: 'STRIPE_VALUE'
              secretRef: 'stripe-value'
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
    apiToEventsPublishRole
    apiToReceiptsReadRole
    apiToSessionsAssignment
    apiToStripeReadRole
  ]
}

resource apiAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-api-cpu'
  location: 'global'
  tags: tags
  properties: {
    description: 'api is short of CPU although it may scale.'
    severity: 2
    enabled: true
    scopes: [
      api.id
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

resource apiAlertErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-api-errors'
  location: 'global'
  tags: tags
  properties: {
    description: 'api answers with 5xx.'
    severity: 2
    enabled: true
    scopes: [
      api.id
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

resource apiAlertInstances 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-api-instances'
  location: 'global'
  tags: tags
  properties: {
    description: 'api has fewer instances than it should.'
    severity: 2
    enabled: true
    scopes: [
      api.id
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

// access of api

resource apiToEventsPublishRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: events
  name: guid(events.id, apiIdentity.id, 'publish')
  properties: {
    principalId: apiIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
  }
}

resource apiToReceiptsReadRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: receipts
  name: guid(receipts.id, apiIdentity.id, 'read')
  properties: {
    principalId: apiIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  }
  dependsOn: [
    receiptsEndpoint
    receiptsDns
  ]
}

resource apiToSessionsAssignment 'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@2025-07-01' = {
  parent: sessions
  name: replace(guid(sessions.id, apiIdentity.id), '-', '')
  properties: {
    accessPolicyName: 'default'
    user: {
      objectId: apiIdentity.properties.principalId
    }
  }
  dependsOn: [
    sessionsEndpoint
    sessionsDns
  ]
}

resource apiToStripeReadRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stripe
  name: guid(stripe.id, apiIdentity.id, 'read')
  properties: {
    principalId: apiIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '4633458b-17de-408a-b874-0445c86b69e6')
  }
  dependsOn: [
    stripeEndpoint
    stripeDns
  ]
}

// ---------------------------------------------------------------- worker: container 1.0.0

resource workerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'checkout-prod-worker'
  location: location
  tags: tags
}

resource worker 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'checkout-prod-worker'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${workerIdentity.id}': {}
    }
  }
  properties: {
    environmentId: containerEnvironmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 10
    }
    template: {
      containers: [
        {
          name: 'worker'
          image: 'ghcr.io/acme/checkout:${imageTag}'
          args: [
            './worker'
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: workerIdentity.properties.clientId
            }
            {
              name: 'EVENTS_QUEUE'
              value: events.name
            }
            {
              name: 'EVENTS_URL'
              value: eventsNamespace.properties.serviceBusEndpoint
            }
            {
              name: 'ORDERS_DATABASE'
              value: ordersDatabase.name
            }
            {
              name: 'ORDERS_HOST'
              value: orders.properties.fullyQualifiedDomainName
            }
            {
              name: 'ORDERS_PORT'
              value: '5432'
            }
            {
              name: 'ORDERS_USER'
              value: workerIdentity.name
            }
            {
              name: 'RECEIPTS_BUCKET'
              value: receipts.name
            }
            {
              name: 'RECEIPTS_URL'
              value: '${receiptsAccount.properties.primaryEndpoints.blob}${receipts.name}'
            }
          ]
        }
      ]
      scale: {
        minReplicas: 2
        maxReplicas: 4
        rules: [
          {
            name: 'events'
            custom: {
              type: 'azure-servicebus'
              metadata: {
                namespace: eventsNamespace.name
                queueName: events.name
                messageCount: '20'
              }
              identity: workerIdentity.id
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
    workerToEventsConsumeRole
    workerToReceiptsReadwriteRole
  ]
}

resource workerAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-worker-cpu'
  location: 'global'
  tags: tags
  properties: {
    description: 'worker is short of CPU although it may scale.'
    severity: 2
    enabled: true
    scopes: [
      worker.id
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

resource workerAlertInstances 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-worker-instances'
  location: 'global'
  tags: tags
  properties: {
    description: 'worker has fewer instances than it should.'
    severity: 2
    enabled: true
    scopes: [
      worker.id
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
          threshold: 2
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

// access of worker

resource workerToEventsConsumeRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: events
  name: guid(events.id, workerIdentity.id, 'consume')
  properties: {
    principalId: workerIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0')
  }
}

resource workerToReceiptsReadwriteRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: receipts
  name: guid(receipts.id, workerIdentity.id, 'readwrite')
  properties: {
    principalId: workerIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
  dependsOn: [
    receiptsEndpoint
    receiptsDns
  ]
}

// ---------------------------------------------------------------- migrate: job 1.0.0

resource migrateIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'checkout-prod-migrate'
  location: location
  tags: tags
}

resource migrate 'Microsoft.App/jobs@2026-01-01' = {
  name: 'checkout-prod-migrate'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${migrateIdentity.id}': {}
    }
  }
  properties: {
    environmentId: containerEnvironmentId
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Manual'
      manualTriggerConfig: {
        parallelism: 1
        replicaCompletionCount: 1
      }
      replicaTimeout: 1800
      replicaRetryLimit: 0
    }
    template: {
      containers: [
        {
          name: 'migrate'
          image: 'ghcr.io/acme/checkout:${imageTag}'
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
              name: 'ORDERS_DATABASE'
              value: ordersDatabase.name
            }
            {
              name: 'ORDERS_HOST'
              value: orders.properties.fullyQualifiedDomainName
            }
            {
              name: 'ORDERS_PORT'
              value: '5432'
            }
            {
              name: 'ORDERS_READONLY_USERS'
              value: join([workerIdentity.name], ',')
            }
            {
              name: 'ORDERS_READWRITE_USERS'
              value: join([apiIdentity.name], ',')
            }
            {
              name: 'ORDERS_USER'
              value: migrateIdentity.name
            }
          ]
        }
      ]
    }
  }
  dependsOn: [
    migrateToOrdersAdminAdministrator
  ]
}

resource migrateFailed 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-migrate-failed'
  location: 'global'
  tags: tags
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

module migrateToOrdersAdminAdministrator 'modules/postgresAdministrator.bicep' = {
  params: {
    name: migrateIdentity.properties.principalId
    principalName: migrateIdentity.name
    flexibleServersName: orders.name
  }
  dependsOn: [
    ordersDatabase
  ]
}

// ---------------------------------------------------------------- orders: postgres 1.1.0

resource orders 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: 'checkout-prod-orders-dn12vy'
  location: location
  tags: tags
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

resource ordersDatabase 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: orders
  name: 'orders'
  properties: {
    charset: 'UTF8'
    collation: 'en_US.utf8'
  }
}

resource ordersLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: orders
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource ordersDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: orders
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

resource ordersAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-orders-cpu'
  location: 'global'
  tags: tags
  properties: {
    description: 'orders is short of CPU.'
    severity: 2
    enabled: true
    scopes: [
      orders.id
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

resource ordersAlertMemory 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-orders-memory'
  location: 'global'
  tags: tags
  properties: {
    description: 'orders is short of memory.'
    severity: 2
    enabled: true
    scopes: [
      orders.id
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

resource ordersAlertStorage 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-orders-storage'
  location: 'global'
  tags: tags
  properties: {
    description: 'orders is nearly full.'
    severity: 2
    enabled: true
    scopes: [
      orders.id
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

// ---------------------------------------------------------------- events: queue 2.0.0

resource eventsNamespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: 'checkout-prod-events-atsnjy'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

resource events 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: eventsNamespace
  name: 'events'
  properties: {
    maxDeliveryCount: 5
    lockDuration: 'PT1M'
    defaultMessageTimeToLive: 'P4D'
    deadLetteringOnMessageExpiration: true
  }
}

resource eventsLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: eventsNamespace
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource eventsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: eventsNamespace
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

resource eventsDeadLetters 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-events-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages of events could not be handled.'
    severity: 2
    enabled: true
    scopes: [
      eventsNamespace.id
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
                events.name
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

// ---------------------------------------------------------------- receipts: bucket 1.1.0

resource receiptsAccount 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'checkoutprodreceip76nawd'
  location: location
  tags: tags
  sku: {
    name: 'Standard_ZRS'
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
    }
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
    }
    publicNetworkAccess: 'Disabled'
    supportsHttpsTrafficOnly: true
  }
}

resource receiptsBlobService 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: receiptsAccount
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: 90
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 90
    }
  }
}

resource receipts 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: receiptsBlobService
  name: 'receipts'
  properties: {
    publicAccess: 'None'
  }
}

resource receiptsLifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: receiptsAccount
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'expire'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: 90
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [
    receiptsBlobService
  ]
}

resource receiptsLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: receiptsAccount
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource receiptsEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: 'checkout-prod-receipts'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'blob'
        properties: {
          privateLinkServiceId: receiptsAccount.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
}

resource receiptsDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: receiptsEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'blob'
        properties: {
          #disable-next-line no-hardcoded-env-urls
          privateDnsZoneId: '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-network-prod/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net'
        }
      }
    ]
  }
}

resource receiptsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: receiptsBlobService
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

// ---------------------------------------------------------------- sessions: cache 1.0.0

resource sessionsCluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: 'checkout-prod-sessions-gx0yz0'
  location: location
  tags: tags
  sku: {
    name: 'Balanced_B3'
  }
  properties: {
    highAvailability: 'Enabled'
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Disabled'
  }
}

resource sessions 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: sessionsCluster
  name: 'default'
  properties: {
    accessKeysAuthentication: 'Disabled'
    clientProtocol: 'Encrypted'
    clusteringPolicy: 'NoCluster'
    evictionPolicy: 'VolatileLRU'
    port: 10000
  }
}

resource sessionsLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: sessionsCluster
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource sessionsEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: 'checkout-prod-sessions'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'redis'
        properties: {
          privateLinkServiceId: sessionsCluster.id
          groupIds: [
            'redisEnterprise'
          ]
        }
      }
    ]
  }
}

resource sessionsDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: sessionsEndpoint
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

resource sessionsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: sessions
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

resource sessionsAlertMemory 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-sessions-memory'
  location: 'global'
  tags: tags
  properties: {
    description: 'sessions is nearly full.'
    severity: 2
    enabled: true
    scopes: [
      sessionsCluster.id
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

resource sessionsAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'checkout-prod-sessions-cpu'
  location: 'global'
  tags: tags
  properties: {
    description: 'sessions is short of CPU.'
    severity: 2
    enabled: true
    scopes: [
      sessionsCluster.id
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

// ---------------------------------------------------------------- stripe: secret 1.0.0

resource stripeVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'checkout-prod-str-1pze1p'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
    }
  }
}

resource stripe 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: stripeVault
  name: 'stripe'
  tags: {
    owner: 'team-payments'
    service: 'checkout'
    environment: 'prod'
    'managed-by': 'platc'
    description: 'API key of Stripe; its value is put there by hand.'
  }
  properties: {
    contentType: 'text/plain'
    value: stripeValue
  }
}

resource stripeLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: stripeVault
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource stripeEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: 'checkout-prod-stripe'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'vault'
        properties: {
          privateLinkServiceId: stripeVault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

resource stripeDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: stripeEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'vault'
        properties: {
          privateDnsZoneId: '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-network-prod/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net'
        }
      }
    ]
  }
}

resource stripeDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: stripeVault
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

@description('Where the API answers.')
output apiUrl string = 'https://checkout.shop.acme.example'
