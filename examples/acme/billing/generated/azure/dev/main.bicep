// billing, dev: made by platc from service.plat. Change the spec, not this file.

metadata description = 'Writes invoices, and sends them by mail.'

@description('Tag of the image to deploy.')
param imageTag string

@description('Region of the resources.')
param location string = 'germanywestcentral'

@description('`certificate_id` of `public_domain`: The domain whose subdomains lead to the environment, and its certificate there; without it, containers have the names that Azure gives them, and `host` is not used.')
param publicDomainCertificateId string = '/subscriptions/2c6f1a0e-5b0d-4c7e-9a41-0d6b7f3e8c21/resourceGroups/rg-platform-dev/providers/Microsoft.App/managedEnvironments/cae-dev/certificates/acme-example'

@description('`identity_id` of `registry`: The registry that images are pulled from, the user-assigned identity that may, and another registry whose images it has copies of; without it, images are public.')
param registryIdentityId string = '/subscriptions/2c6f1a0e-5b0d-4c7e-9a41-0d6b7f3e8c21/resourceGroups/rg-platform-dev/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-pull'

@description('`id` of `mail_domain`: The domain of Email Communication Services that mail comes from: its id, its name, and where its data is. It is verified.')
param mailDomainId string = '/subscriptions/2c6f1a0e-5b0d-4c7e-9a41-0d6b7f3e8c21/resourceGroups/rg-platform-dev/providers/Microsoft.Communication/emailServices/acme-dev/domains/mail.acme.example'

@description('Id of the subnet that is delegated to Postgres.')
param postgresSubnetId string = '/subscriptions/2c6f1a0e-5b0d-4c7e-9a41-0d6b7f3e8c21/resourceGroups/rg-network-dev/providers/Microsoft.Network/virtualNetworks/vnet-dev/subnets/snet-postgres'

@description('Id of the private DNS zone that Postgres servers are registered in.')
param postgresDnsZoneId string = '/subscriptions/2c6f1a0e-5b0d-4c7e-9a41-0d6b7f3e8c21/resourceGroups/rg-network-dev/providers/Microsoft.Network/privateDnsZones/dev.private.postgres.database.azure.com'

@description('Id of the subnet that private endpoints are in.')
param privateEndpointSubnetId string = '/subscriptions/2c6f1a0e-5b0d-4c7e-9a41-0d6b7f3e8c21/resourceGroups/rg-network-dev/providers/Microsoft.Network/virtualNetworks/vnet-dev/subnets/snet-endpoints'

@description('Id of the platform\'s `environment`.')
param platformEnvironmentId string = '/subscriptions/2c6f1a0e-5b0d-4c7e-9a41-0d6b7f3e8c21/resourceGroups/rg-platform-dev/providers/Microsoft.App/managedEnvironments/cae-dev'

var roleDefinitions = 'Microsoft.Authorization/roleDefinitions'

// ---------------------------------------------------------------- api: container 1.0.0

resource apiIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'acme-dev-billing-api'
  location: location
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'api'
  }
}

resource api 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'acme-dev-billing-api'
  location: location
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'api'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${apiIdentity.id}': {}
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
            name: 'billing.dev.acme.example'
            certificateId: publicDomainCertificateId
            bindingType: 'SniEnabled'
          }
        ]
      }
      registries: [
        {
          server: 'acmedev.azurecr.io'
          identity: registryIdentityId
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'api'
          image: 'acmedev.azurecr.io/billing:${imageTag}'
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: apiIdentity.properties.clientId
            }
            {
              name: 'LEDGER_DATABASE'
              value: ledgerDatabase.name
            }
            {
              name: 'LEDGER_HOST'
              value: ledger.properties.fullyQualifiedDomainName
            }
            {
              name: 'LEDGER_PORT'
              value: '5432'
            }
            {
              name: 'LEDGER_USER'
              value: apiIdentity.name
            }
            {
              name: 'ORDERS_TOPIC'
              value: orders.name
            }
            {
              name: 'ORDERS_URL'
              value: ordersNamespace.properties.serviceBusEndpoint
            }
          ]
          probes: [
            {
              type: 'Liveness'
              httpGet: {
                path: '/'
                port: 8080
              }
              periodSeconds: 15
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/'
                port: 8080
              }
              periodSeconds: 15
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Startup'
              httpGet: {
                path: '/'
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
        minReplicas: 1
        maxReplicas: 4
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
    apiToOrdersPublishRole
  ]
}

resource apiAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-dev-billing-api-cpu'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'api'
  }
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
    actions: []
  }
}

resource apiAlertErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-dev-billing-api-errors'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'api'
  }
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
    actions: []
  }
}

resource apiAlertInstances 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-dev-billing-api-instances'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'api'
  }
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
          threshold: 1
        }
      ]
    }
    actions: []
  }
}

// access of api

resource apiToOrdersPublishRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: orders
  name: guid(orders.id, apiIdentity.id, 'publish')
  properties: {
    principalId: apiIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
  }
}

// ---------------------------------------------------------------- invoicer: container 1.0.0

resource invoicerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'acme-dev-billing-invoicer'
  location: location
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'invoicer'
  }
}

resource invoicer 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'acme-dev-billing-invoicer'
  location: location
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'invoicer'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${invoicerIdentity.id}': {}
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
          server: 'acmedev.azurecr.io'
          identity: registryIdentityId
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'invoicer'
          image: 'acmedev.azurecr.io/billing:${imageTag}'
          args: [
            './invoicer'
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'ARCHIVE_BUCKET'
              value: archive.name
            }
            {
              name: 'ARCHIVE_URL'
              value: '${archiveAccount.properties.primaryEndpoints.blob}${archive.name}'
            }
            {
              name: 'AZURE_CLIENT_ID'
              value: invoicerIdentity.properties.clientId
            }
            {
              name: 'CUSTOMERS_ADDRESS'
              value: 'invoices@mail.acme.example'
            }
            {
              name: 'CUSTOMERS_URL'
              value: 'https://${customers.properties.hostName}'
            }
            {
              name: 'LEDGER_DATABASE'
              value: ledgerDatabase.name
            }
            {
              name: 'LEDGER_HOST'
              value: ledger.properties.fullyQualifiedDomainName
            }
            {
              name: 'LEDGER_PORT'
              value: '5432'
            }
            {
              name: 'LEDGER_USER'
              value: invoicerIdentity.name
            }
            {
              name: 'ORDERS_SUBSCRIPTION'
              value: invoicerToOrdersSubscribeSubscription.name
            }
            {
              name: 'ORDERS_TOPIC'
              value: orders.name
            }
            {
              name: 'ORDERS_URL'
              value: ordersNamespace.properties.serviceBusEndpoint
            }
          ]
        }
      ]
      scale: {
        minReplicas: 1
        maxReplicas: 4
        rules: [
          {
            name: 'orders'
            custom: {
              type: 'azure-servicebus'
              metadata: {
                namespace: ordersNamespace.name
                topicName: orders.name
                subscriptionName: invoicerToOrdersSubscribeSubscription.name
                messageCount: '20'
              }
              identity: invoicerIdentity.id
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
    invoicerToOrdersSubscribeRole
    invoicerToArchiveReadwriteRole
    invoicerToCustomersSendRole
  ]
}

resource invoicerAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-dev-billing-invoicer-cpu'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'invoicer'
  }
  properties: {
    description: 'invoicer is short of CPU although it may scale.'
    severity: 2
    enabled: true
    scopes: [
      invoicer.id
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
    actions: []
  }
}

resource invoicerAlertInstances 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-dev-billing-invoicer-instances'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'invoicer'
  }
  properties: {
    description: 'invoicer has fewer instances than it should.'
    severity: 2
    enabled: true
    scopes: [
      invoicer.id
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
    actions: []
  }
}

// access of invoicer

resource invoicerToOrdersSubscribeSubscription 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2026-01-01' = {
  parent: orders
  name: 'invoicer'
  properties: {
    maxDeliveryCount: 5
    lockDuration: 'PT2M'
    defaultMessageTimeToLive: 'P4D'
    deadLetteringOnMessageExpiration: true
  }
}

resource invoicerToOrdersSubscribeRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: invoicerToOrdersSubscribeSubscription
  name: guid(invoicerToOrdersSubscribeSubscription.id, invoicerIdentity.id, 'subscribe')
  properties: {
    principalId: invoicerIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0')
  }
}

resource invoicerToArchiveReadwriteRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: archive
  name: guid(archive.id, invoicerIdentity.id, 'readwrite')
  properties: {
    principalId: invoicerIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
  dependsOn: [
    archiveEndpoint
    archiveDns
  ]
}

resource invoicerToCustomersSendRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: customers
  name: guid(customers.id, invoicerIdentity.id, 'send')
  properties: {
    principalId: invoicerIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '09976791-48a7-449e-bb21-39d1a415f350')
  }
}

// ---------------------------------------------------------------- migrate: job 1.0.0

resource migrateIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'acme-dev-billing-migrate'
  location: location
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'migrate'
  }
}

resource migrate 'Microsoft.App/jobs@2026-01-01' = {
  name: 'acme-dev-billing-migrate'
  location: location
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
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
          server: 'acmedev.azurecr.io'
          identity: registryIdentityId
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'migrate'
          image: 'acmedev.azurecr.io/billing:${imageTag}'
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
              name: 'LEDGER_DATABASE'
              value: ledgerDatabase.name
            }
            {
              name: 'LEDGER_HOST'
              value: ledger.properties.fullyQualifiedDomainName
            }
            {
              name: 'LEDGER_PORT'
              value: '5432'
            }
            {
              name: 'LEDGER_READONLY_USERS'
              value: join([invoicerIdentity.name], ',')
            }
            {
              name: 'LEDGER_READWRITE_USERS'
              value: join([apiIdentity.name], ',')
            }
            {
              name: 'LEDGER_USER'
              value: migrateIdentity.name
            }
          ]
        }
      ]
    }
  }
  dependsOn: [
    migrateToLedgerAdminAdministrator
  ]
}

resource migrateFailed 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-dev-billing-migrate-failed'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
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
    actions: []
  }
}

// access of migrate

module migrateToLedgerAdminAdministrator 'modules/postgresAdministrator.bicep' = {
  params: {
    name: migrateIdentity.properties.principalId
    principalName: migrateIdentity.name
    flexibleServersName: ledger.name
  }
  dependsOn: [
    ledgerDatabase
  ]
}

// ---------------------------------------------------------------- orders: topic 1.0.0

resource ordersNamespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: 'acme-dev-billing-orders-xw7g6z'
  location: location
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'orders'
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

resource orders 'Microsoft.ServiceBus/namespaces/topics@2026-01-01' = {
  parent: ordersNamespace
  name: 'orders'
}

resource ordersDeadLetters 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-dev-billing-orders-dead-letters'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'orders'
  }
  properties: {
    description: 'Messages of orders could not be handled by a subscriber.'
    severity: 2
    enabled: true
    scopes: [
      ordersNamespace.id
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
                orders.name
              ]
            }
          ]
        }
      ]
    }
    actions: []
  }
}

// ---------------------------------------------------------------- ledger: postgres 1.1.0

resource ledger 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: 'acme-dev-billing-ledger-tqqe0v'
  location: location
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'ledger'
  }
  sku: {
    name: 'Standard_B1ms'
    tier: 'Burstable'
  }
  properties: {
    version: '18'
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
      mode: 'Disabled'
    }
    storage: {
      storageSizeGB: 128
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: 30
      geoRedundantBackup: 'Disabled'
    }
    maintenanceWindow: {
      customWindow: 'Enabled'
      dayOfWeek: 0
      startHour: 3
      startMinute: 30
    }
  }
}

resource ledgerDatabase 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: ledger
  name: 'ledger'
  properties: {
    charset: 'UTF8'
    collation: 'en_US.utf8'
  }
}

resource ledgerAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-dev-billing-ledger-cpu'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'ledger'
  }
  properties: {
    description: 'ledger is short of CPU.'
    severity: 2
    enabled: true
    scopes: [
      ledger.id
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
    actions: []
  }
}

resource ledgerAlertMemory 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-dev-billing-ledger-memory'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'ledger'
  }
  properties: {
    description: 'ledger is short of memory.'
    severity: 2
    enabled: true
    scopes: [
      ledger.id
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
    actions: []
  }
}

resource ledgerAlertStorage 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-dev-billing-ledger-storage'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'ledger'
  }
  properties: {
    description: 'ledger is nearly full.'
    severity: 2
    enabled: true
    scopes: [
      ledger.id
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
    actions: []
  }
}

// ---------------------------------------------------------------- archive: bucket 1.1.0

resource archiveAccount 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'acmedevbillingarchvjxnjv'
  location: location
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'archive'
  }
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

resource archiveBlobService 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: archiveAccount
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

resource archive 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: archiveBlobService
  name: 'archive'
  properties: {
    publicAccess: 'None'
  }
}

resource archiveLifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: archiveAccount
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
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: 3650
                }
              }
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
    archiveBlobService
  ]
}

resource archiveEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: 'acme-dev-billing-archive'
  location: location
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'archive'
  }
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'blob'
        properties: {
          privateLinkServiceId: archiveAccount.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
}

resource archiveDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: archiveEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'blob'
        properties: {
          #disable-next-line no-hardcoded-env-urls
          privateDnsZoneId: '/subscriptions/2c6f1a0e-5b0d-4c7e-9a41-0d6b7f3e8c21/resourceGroups/rg-network-dev/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net'
        }
      }
    ]
  }
}

// ---------------------------------------------------------------- customers: mail 1.0.0

module customersSender 'modules/mailSender.bicep' = {
  scope: resourceGroup(split(mailDomainId, '/')[2], split(mailDomainId, '/')[4])
  params: {
    domainsName: customersDomain.name
  }
}

resource customers 'Microsoft.Communication/communicationServices@2026-03-18' = {
  name: 'acme-dev-billing-customers-ztbvkp'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'customers'
  }
  properties: {
    dataLocation: 'Germany'
    disableLocalAuth: true
    linkedDomains: [
      mailDomainId
    ]
  }
}

resource customersBounces 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-dev-billing-customers-bounces'
  location: 'global'
  tags: {
    owner: 'team-billing'
    service: 'billing'
    environment: 'dev'
    component: 'customers'
  }
  properties: {
    description: 'Too much mail of customers comes back.'
    severity: 2
    enabled: true
    scopes: [
      customers.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'bounces'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'DeliveryStatusUpdate'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 20
          dimensions: [
            {
              name: 'IsHardBounce'
              operator: 'Include'
              values: [
                'True'
              ]
            }
          ]
        }
      ]
    }
    actions: []
  }
}

resource customersDomain 'Microsoft.Communication/emailServices/domains@2026-03-18' existing = {
  scope: resourceGroup(split(mailDomainId, '/')[2], split(mailDomainId, '/')[4])
  name: '${split(mailDomainId, '/')[8]}/${split(mailDomainId, '/')[10]}'
}
