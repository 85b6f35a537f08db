// ordering, dev: made by platc from service.plat. Change the spec, not this file.

metadata description = 'Takes orders, and tells whoever wants to know.'

@description('Tag of the image to deploy.')
param imageTag string

@description('The Container Apps environment that containers and jobs run in: its id, and the domain that Azure gave it.')
param containerEnvironment object

@description('Id of the subnet that private endpoints are in.')
param privateEndpointSubnetId string

@description('Region of the resources.')
param location string = 'westeurope'

var roleDefinitions = 'Microsoft.Authorization/roleDefinitions'
var tags = {
  owner: 'team-orders'
  service: 'ordering'
  environment: 'dev'
}

// ---------------------------------------------------------------- intake: container 1.0.0

resource intakeIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'ordering-dev-intake'
  location: location
  tags: tags
}

resource intake 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'ordering-dev-intake'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${intakeIdentity.id}': {}
    }
  }
  properties: {
    environmentId: containerEnvironment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 10
    }
    template: {
      containers: [
        {
          name: 'intake'
          image: 'ghcr.io/acme/ordering:${imageTag}'
          args: [
            './intake'
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: intakeIdentity.properties.clientId
            }
            {
              name: 'CARTS_DATABASE'
              value: cartsDatabase.name
            }
            {
              name: 'CARTS_TABLE'
              value: carts.name
            }
            {
              name: 'CARTS_URL'
              value: cartsAccount.properties.documentEndpoint
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
    intakeToOrdersPublishRole
    intakeToCartsReadwriteRole
  ]
}

resource intakeAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'ordering-dev-intake-cpu'
  location: 'global'
  tags: tags
  properties: {
    description: 'intake is short of CPU although it may scale.'
    severity: 2
    enabled: true
    scopes: [
      intake.id
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

resource intakeAlertInstances 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'ordering-dev-intake-instances'
  location: 'global'
  tags: tags
  properties: {
    description: 'intake has fewer instances than it should.'
    severity: 2
    enabled: true
    scopes: [
      intake.id
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

// access of intake

resource intakeToOrdersPublishRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: orders
  name: guid(orders.id, intakeIdentity.id, 'publish')
  properties: {
    principalId: intakeIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
  }
}

resource intakeToCartsReadwriteRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: cartsAccount
  name: guid(carts.id, intakeIdentity.id, 'readwrite')
  properties: {
    principalId: intakeIdentity.properties.principalId
    roleDefinitionId: '${cartsAccount.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: '${cartsAccount.id}/dbs/${cartsDatabase.name}/colls/${carts.name}'
  }
  dependsOn: [
    cartsEndpoint
  ]
}

// ---------------------------------------------------------------- billing: container 1.0.0

resource billingIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'ordering-dev-billing'
  location: location
  tags: tags
}

resource billing 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'ordering-dev-billing'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${billingIdentity.id}': {}
    }
  }
  properties: {
    environmentId: containerEnvironment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 10
    }
    template: {
      containers: [
        {
          name: 'billing'
          image: 'ghcr.io/acme/ordering:${imageTag}'
          args: [
            './billing'
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: billingIdentity.properties.clientId
            }
            {
              name: 'ORDERS_SUBSCRIPTION'
              value: billingToOrdersSubscribeSubscription.name
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
                subscriptionName: billingToOrdersSubscribeSubscription.name
                messageCount: '20'
              }
              identity: billingIdentity.id
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
    billingToOrdersSubscribeRole
  ]
}

resource billingAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'ordering-dev-billing-cpu'
  location: 'global'
  tags: tags
  properties: {
    description: 'billing is short of CPU although it may scale.'
    severity: 2
    enabled: true
    scopes: [
      billing.id
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

resource billingAlertInstances 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'ordering-dev-billing-instances'
  location: 'global'
  tags: tags
  properties: {
    description: 'billing has fewer instances than it should.'
    severity: 2
    enabled: true
    scopes: [
      billing.id
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

// access of billing

resource billingToOrdersSubscribeSubscription 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2026-01-01' = {
  parent: orders
  name: 'billing'
  properties: {
    maxDeliveryCount: 5
    lockDuration: 'PT30S'
    defaultMessageTimeToLive: 'P4D'
    deadLetteringOnMessageExpiration: true
  }
}

resource billingToOrdersSubscribeRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: billingToOrdersSubscribeSubscription
  name: guid(billingToOrdersSubscribeSubscription.id, billingIdentity.id, 'subscribe')
  properties: {
    principalId: billingIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0')
  }
}

// ---------------------------------------------------------------- shipping: container 1.0.0

resource shippingIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'ordering-dev-shipping'
  location: location
  tags: tags
}

resource shipping 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'ordering-dev-shipping'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${shippingIdentity.id}': {}
    }
  }
  properties: {
    environmentId: containerEnvironment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 10
    }
    template: {
      containers: [
        {
          name: 'shipping'
          image: 'ghcr.io/acme/ordering:${imageTag}'
          args: [
            './shipping'
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: shippingIdentity.properties.clientId
            }
            {
              name: 'ORDERS_SUBSCRIPTION'
              value: shippingToOrdersSubscribeSubscription.name
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
                subscriptionName: shippingToOrdersSubscribeSubscription.name
                messageCount: '20'
              }
              identity: shippingIdentity.id
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
    shippingToOrdersSubscribeRole
  ]
}

resource shippingAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'ordering-dev-shipping-cpu'
  location: 'global'
  tags: tags
  properties: {
    description: 'shipping is short of CPU although it may scale.'
    severity: 2
    enabled: true
    scopes: [
      shipping.id
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

resource shippingAlertInstances 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'ordering-dev-shipping-instances'
  location: 'global'
  tags: tags
  properties: {
    description: 'shipping has fewer instances than it should.'
    severity: 2
    enabled: true
    scopes: [
      shipping.id
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

// access of shipping

resource shippingToOrdersSubscribeSubscription 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2026-01-01' = {
  parent: orders
  name: 'shipping'
  properties: {
    maxDeliveryCount: 5
    lockDuration: 'PT30S'
    defaultMessageTimeToLive: 'P4D'
    deadLetteringOnMessageExpiration: true
  }
}

resource shippingToOrdersSubscribeRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: shippingToOrdersSubscribeSubscription
  name: guid(shippingToOrdersSubscribeSubscription.id, shippingIdentity.id, 'subscribe')
  properties: {
    principalId: shippingIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0')
  }
}

// ---------------------------------------------------------------- report: job 1.0.0

resource reportIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'ordering-dev-report'
  location: location
  tags: tags
}

resource report 'Microsoft.App/jobs@2026-01-01' = {
  name: 'ordering-dev-report'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${reportIdentity.id}': {}
    }
  }
  properties: {
    environmentId: containerEnvironment.id
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Schedule'
      scheduleTriggerConfig: {
        parallelism: 1
        replicaCompletionCount: 1
        cronExpression: '30 3 * * 1-5'
      }
      replicaTimeout: 1800
      replicaRetryLimit: 0
    }
    template: {
      containers: [
        {
          name: 'report'
          image: 'ghcr.io/acme/ordering:${imageTag}'
          args: [
            './report'
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: reportIdentity.properties.clientId
            }
            {
              name: 'CARTS_DATABASE'
              value: cartsDatabase.name
            }
            {
              name: 'CARTS_TABLE'
              value: carts.name
            }
            {
              name: 'CARTS_URL'
              value: cartsAccount.properties.documentEndpoint
            }
          ]
        }
      ]
    }
  }
  dependsOn: [
    reportToCartsReadRole
  ]
}

resource reportFailed 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'ordering-dev-report-failed'
  location: 'global'
  tags: tags
  properties: {
    description: 'report failed or took too long.'
    severity: 2
    enabled: true
    scopes: [
      report.id
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

// access of report

resource reportToCartsReadRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: cartsAccount
  name: guid(carts.id, reportIdentity.id, 'read')
  properties: {
    principalId: reportIdentity.properties.principalId
    roleDefinitionId: '${cartsAccount.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001'
    scope: '${cartsAccount.id}/dbs/${cartsDatabase.name}/colls/${carts.name}'
  }
  dependsOn: [
    cartsEndpoint
  ]
}

// ---------------------------------------------------------------- orders: topic 1.0.0

resource ordersNamespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: 'ordering-dev-orders-08f786'
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

resource orders 'Microsoft.ServiceBus/namespaces/topics@2026-01-01' = {
  parent: ordersNamespace
  name: 'orders'
}

resource ordersDeadLetters 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'ordering-dev-orders-dead-letters'
  location: 'global'
  tags: tags
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

// ---------------------------------------------------------------- carts: table 1.0.0

resource cartsAccount 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: 'ordering-dev-carts-37e1z9'
  location: location
  tags: tags
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
        locationName: 'westeurope'
        failoverPriority: 0
        isZoneRedundant: false
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

resource cartsDatabase 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2026-03-15' = {
  parent: cartsAccount
  name: 'ordering'
  location: location
  tags: tags
  properties: {
    resource: {
      id: 'ordering'
    }
  }
}

resource carts 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2026-03-15' = {
  parent: cartsDatabase
  name: 'carts'
  location: location
  tags: tags
  properties: {
    resource: {
      id: 'carts'
      partitionKey: {
        kind: 'Hash'
        version: 2
        paths: [
          '/customer'
        ]
      }
      uniqueKeyPolicy: {
        uniqueKeys: [
          {
            paths: [
              '/cart'
            ]
          }
        ]
      }
      indexingPolicy: {
        automatic: true
        indexingMode: 'consistent'
        includedPaths: [
          {
            path: '/customer/?'
          }
          {
            path: '/cart/?'
          }
          {
            path: '/day/?'
          }
          {
            path: '/total/?'
          }
        ]
        excludedPaths: [
          {
            path: '/*'
          }
        ]
        compositeIndexes: [
          [
            {
              path: '/day'
              order: 'ascending'
            }
            {
              path: '/total'
              order: 'ascending'
            }
          ]
        ]
      }
    }
  }
}

resource cartsEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: 'ordering-dev-carts'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'sql'
        properties: {
          privateLinkServiceId: cartsAccount.id
          groupIds: [
            'Sql'
          ]
        }
      }
    ]
  }
}

resource cartsRefused 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'ordering-dev-carts-refused'
  location: 'global'
  tags: tags
  properties: {
    description: 'carts refuses requests, because there are too many.'
    severity: 2
    enabled: true
    scopes: [
      cartsAccount.id
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
    actions: []
  }
}
