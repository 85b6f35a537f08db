// shop, prod: made by platc from service.plat. Change the spec, not this file.

metadata description = 'Shows what there is to buy.'

@description('Tag of the images to deploy.')
param imageTag string

@description('Value of the secret; it goes into the Key Vault and nowhere else.')
@secure()
param cookiesValue string = '${newGuid()}${newGuid()}'

@description('Region of the resources.')
param location string = 'germanywestcentral'

@description('`certificate_id` of `public_domain`: The domain whose subdomains lead to the environment, and its certificate there; without it, containers have the names that Azure gives them, and `host` is not used.')
param publicDomainCertificateId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.App/managedEnvironments/cae-prod/certificates/acme-example'

@description('`identity_id` of `registry`: The registry that images are pulled from, the user-assigned identity that may, and another registry whose images it has copies of; without it, images are public.')
param registryIdentityId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-pull'

@description('Ids of the action groups that alerts are sent to.')
param actionGroups0 string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.Insights/actionGroups/ag-on-call'

@description('Id of the subnet that private endpoints are in.')
param privateEndpointSubnetId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod/subnets/snet-endpoints'

@description('Id of the Log Analytics workspace that logs are sent to; without it, none are.')
param logWorkspaceId string = '/subscriptions/7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8/resourceGroups/rg-platform-prod/providers/Microsoft.OperationalInsights/workspaces/log-prod'

var roleDefinitions = 'Microsoft.Authorization/roleDefinitions'

// ---------------------------------------------------------------- platform

resource platformEnvironment 'Microsoft.App/managedEnvironments@2026-01-01' existing = {
  scope: resourceGroup('7e3d9b52-84c6-4f1a-b0e7-5a2c91d4f6e8', 'rg-platform-prod')
  name: 'cae-prod'
}

// ---------------------------------------------------------------- web: container 1.0.0

resource webIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'acme-prod-shop-web'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'web'
  }
}

resource web 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'acme-prod-shop-web'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'web'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${webIdentity.id}': {}
      '${registryIdentityId}': {}
    }
  }
  properties: {
    environmentId: platformEnvironment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 10
      ingress: {
        external: true
        targetPort: 3000
        transport: 'auto'
        allowInsecure: false
        customDomains: [
          {
            name: 'www.acme.example'
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
      secrets: [
        {
          name: 'cookies-value'
          keyVaultUrl: cookies.properties.secretUri
          identity: webIdentity.id
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'web'
          image: 'acmeprod.azurecr.io/shop-web:${imageTag}'
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: webIdentity.properties.clientId
            }
            {
              name: 'CATALOG'
              value: 'https://acme-prod-shop-catalog.internal.${platformEnvironment.properties.defaultDomain}'
            }
            {
              name: 'CATALOG_URL'
              value: 'https://acme-prod-shop-catalog.internal.${platformEnvironment.properties.defaultDomain}'
            }
            {
              name: 'PAGES_HOST'
              value: pagesCluster.properties.hostName
            }
            {
              name: 'PAGES_PORT'
              value: '10000'
            }
            {
              name: 'PAGES_USER'
              value: webIdentity.properties.principalId
            }
            {
              name: 'COOKIES_VALUE'
              secretRef: 'cookies-value'
            }
          ]
          probes: [
            {
              type: 'Liveness'
              httpGet: {
                path: '/'
                port: 3000
              }
              periodSeconds: 15
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/'
                port: 3000
              }
              periodSeconds: 15
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Startup'
              httpGet: {
                path: '/'
                port: 3000
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
        maxReplicas: 20
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
    webToPagesAssignment
    webToCookiesReadRole
  ]
}

resource webAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-shop-web-cpu'
  location: 'global'
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'web'
  }
  properties: {
    description: 'web is short of CPU although it may scale.'
    severity: 2
    enabled: true
    scopes: [
      web.id
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

resource webAlertErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-shop-web-errors'
  location: 'global'
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'web'
  }
  properties: {
    description: 'web answers with 5xx.'
    severity: 2
    enabled: true
    scopes: [
      web.id
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

resource webAlertInstances 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-shop-web-instances'
  location: 'global'
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'web'
  }
  properties: {
    description: 'web has fewer instances than it should.'
    severity: 2
    enabled: true
    scopes: [
      web.id
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

// access of web

resource webToPagesAssignment 'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@2025-07-01' = {
  parent: pages
  name: replace(guid(pages.id, webIdentity.id), '-', '')
  properties: {
    accessPolicyName: 'default'
    user: {
      objectId: webIdentity.properties.principalId
    }
  }
  dependsOn: [
    pagesEndpoint
    pagesDns
  ]
}

resource webToCookiesReadRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: cookies
  name: guid(cookies.id, webIdentity.id, 'read')
  properties: {
    principalId: webIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '4633458b-17de-408a-b874-0445c86b69e6')
  }
  dependsOn: [
    cookiesEndpoint
    cookiesDns
  ]
}

// ---------------------------------------------------------------- catalog: container 1.0.0

resource catalogIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'acme-prod-shop-catalog'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'catalog'
  }
}

resource catalog 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'acme-prod-shop-catalog'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'catalog'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${catalogIdentity.id}': {}
      '${registryIdentityId}': {}
    }
  }
  properties: {
    environmentId: platformEnvironment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 10
      ingress: {
        external: false
        targetPort: 8080
        transport: 'auto'
        allowInsecure: false
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
          name: 'catalog'
          image: 'acmeprod.azurecr.io/shop-catalog:${imageTag}'
          resources: {
            cpu: 1
            memory: '2Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: catalogIdentity.properties.clientId
            }
            {
              name: 'PICTURES_BUCKET'
              value: pictures.name
            }
            {
              name: 'PICTURES_URL'
              value: '${picturesAccount.properties.primaryEndpoints.blob}${pictures.name}'
            }
            {
              name: 'PRODUCTS_DATABASE'
              value: productsDatabase.name
            }
            {
              name: 'PRODUCTS_TABLE'
              value: products.name
            }
            {
              name: 'PRODUCTS_URL'
              value: productsAccount.properties.documentEndpoint
            }
          ]
        }
      ]
      scale: {
        minReplicas: 3
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
    catalogToProductsReadRole
    catalogToPicturesReadRole
  ]
}

resource catalogAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-shop-catalog-cpu'
  location: 'global'
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'catalog'
  }
  properties: {
    description: 'catalog is short of CPU although it may scale.'
    severity: 2
    enabled: true
    scopes: [
      catalog.id
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

resource catalogAlertErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-shop-catalog-errors'
  location: 'global'
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'catalog'
  }
  properties: {
    description: 'catalog answers with 5xx.'
    severity: 2
    enabled: true
    scopes: [
      catalog.id
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

resource catalogAlertInstances 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-shop-catalog-instances'
  location: 'global'
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'catalog'
  }
  properties: {
    description: 'catalog has fewer instances than it should.'
    severity: 2
    enabled: true
    scopes: [
      catalog.id
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

// access of catalog

resource catalogToProductsReadRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: productsAccount
  name: guid(products.id, catalogIdentity.id, 'read')
  properties: {
    principalId: catalogIdentity.properties.principalId
    roleDefinitionId: '${productsAccount.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001'
    scope: '${productsAccount.id}/dbs/${productsDatabase.name}/colls/${products.name}'
  }
  dependsOn: [
    productsEndpoint
    productsDns
  ]
}

resource catalogToPicturesReadRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: pictures
  name: guid(pictures.id, catalogIdentity.id, 'read')
  properties: {
    principalId: catalogIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  }
  dependsOn: [
    picturesEndpoint
    picturesDns
  ]
}

// ---------------------------------------------------------------- import: job 1.0.0

resource importIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'acme-prod-shop-import'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'import'
  }
}

resource importResource 'Microsoft.App/jobs@2026-01-01' = {
  name: 'acme-prod-shop-import'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'import'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${importIdentity.id}': {}
      '${registryIdentityId}': {}
    }
  }
  properties: {
    environmentId: platformEnvironment.id
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Schedule'
      scheduleTriggerConfig: {
        parallelism: 1
        replicaCompletionCount: 1
        cronExpression: '15 2 * * 1-5'
      }
      replicaTimeout: 7200
      replicaRetryLimit: 2
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
          name: 'import'
          image: 'acmeprod.azurecr.io/shop-catalog:${imageTag}'
          args: [
            './import'
            '--all'
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: importIdentity.properties.clientId
            }
            {
              name: 'PICTURES_BUCKET'
              value: pictures.name
            }
            {
              name: 'PICTURES_URL'
              value: '${picturesAccount.properties.primaryEndpoints.blob}${pictures.name}'
            }
            {
              name: 'PRODUCTS_DATABASE'
              value: productsDatabase.name
            }
            {
              name: 'PRODUCTS_TABLE'
              value: products.name
            }
            {
              name: 'PRODUCTS_URL'
              value: productsAccount.properties.documentEndpoint
            }
          ]
        }
      ]
    }
  }
  dependsOn: [
    importToProductsReadwriteRole
    importToPicturesReadwriteRole
  ]
}

resource importFailed 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-shop-import-failed'
  location: 'global'
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'import'
  }
  properties: {
    description: 'import failed or took too long.'
    severity: 2
    enabled: true
    scopes: [
      importResource.id
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

// access of import

resource importToProductsReadwriteRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: productsAccount
  name: guid(products.id, importIdentity.id, 'readwrite')
  properties: {
    principalId: importIdentity.properties.principalId
    roleDefinitionId: '${productsAccount.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: '${productsAccount.id}/dbs/${productsDatabase.name}/colls/${products.name}'
  }
  dependsOn: [
    productsEndpoint
    productsDns
  ]
}

resource importToPicturesReadwriteRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: pictures
  name: guid(pictures.id, importIdentity.id, 'readwrite')
  properties: {
    principalId: importIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(roleDefinitions, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
  dependsOn: [
    picturesEndpoint
    picturesDns
  ]
}

// ---------------------------------------------------------------- products: table 1.0.0

resource productsAccount 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: 'acme-prod-shop-products-q1h9vh'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'products'
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

resource productsDatabase 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2026-03-15' = {
  parent: productsAccount
  name: 'shop'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'products'
  }
  properties: {
    resource: {
      id: 'shop'
    }
  }
}

resource products 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2026-03-15' = {
  parent: productsDatabase
  name: 'products'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'products'
  }
  properties: {
    resource: {
      id: 'products'
      partitionKey: {
        kind: 'Hash'
        version: 2
        paths: [
          '/sku'
        ]
      }
      indexingPolicy: {
        automatic: true
        indexingMode: 'consistent'
        includedPaths: [
          {
            path: '/sku/?'
          }
          {
            path: '/category/?'
          }
          {
            path: '/price/?'
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
              path: '/category'
              order: 'ascending'
            }
            {
              path: '/price'
              order: 'ascending'
            }
          ]
        ]
      }
    }
  }
}

resource productsLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: productsAccount
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource productsEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: 'acme-prod-shop-products'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'products'
  }
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'sql'
        properties: {
          privateLinkServiceId: productsAccount.id
          groupIds: [
            'Sql'
          ]
        }
      }
    ]
  }
}

resource productsDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: productsEndpoint
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

resource productsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: productsAccount
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

resource productsRefused 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-shop-products-refused'
  location: 'global'
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'products'
  }
  properties: {
    description: 'products refuses requests, because there are too many.'
    severity: 2
    enabled: true
    scopes: [
      productsAccount.id
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

// ---------------------------------------------------------------- pictures: bucket 1.1.0

resource picturesAccount 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'acmeprodshoppictur2pr2nc'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'pictures'
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

resource picturesBlobService 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: picturesAccount
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

resource pictures 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: picturesBlobService
  name: 'pictures'
  properties: {
    publicAccess: 'None'
  }
}

resource picturesLifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: picturesAccount
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
    picturesBlobService
  ]
}

resource picturesLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: picturesAccount
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource picturesEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: 'acme-prod-shop-pictures'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'pictures'
  }
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'blob'
        properties: {
          privateLinkServiceId: picturesAccount.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
}

resource picturesDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: picturesEndpoint
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

resource picturesDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: picturesBlobService
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

// ---------------------------------------------------------------- pages: cache 1.0.0

resource pagesCluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: 'acme-prod-shop-pages-80mbsq'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'pages'
  }
  sku: {
    name: 'Balanced_B1'
  }
  properties: {
    highAvailability: 'Enabled'
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Disabled'
  }
}

resource pages 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: pagesCluster
  name: 'default'
  properties: {
    accessKeysAuthentication: 'Disabled'
    clientProtocol: 'Encrypted'
    clusteringPolicy: 'NoCluster'
    evictionPolicy: 'VolatileLRU'
    port: 10000
  }
}

resource pagesLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: pagesCluster
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource pagesEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: 'acme-prod-shop-pages'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'pages'
  }
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'redis'
        properties: {
          privateLinkServiceId: pagesCluster.id
          groupIds: [
            'redisEnterprise'
          ]
        }
      }
    ]
  }
}

resource pagesDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: pagesEndpoint
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

resource pagesDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: pages
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

resource pagesAlertMemory 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-shop-pages-memory'
  location: 'global'
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'pages'
  }
  properties: {
    description: 'pages is nearly full.'
    severity: 2
    enabled: true
    scopes: [
      pagesCluster.id
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

resource pagesAlertCpu 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'acme-prod-shop-pages-cpu'
  location: 'global'
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'pages'
  }
  properties: {
    description: 'pages is short of CPU.'
    severity: 2
    enabled: true
    scopes: [
      pagesCluster.id
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

// ---------------------------------------------------------------- cookies: secret 1.0.0

resource cookiesVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'acme-prod-shop-co-q8p3x0'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'cookies'
  }
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

@onlyIfNotExists()
resource cookies 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: cookiesVault
  name: 'cookies'
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    description: 'Signs the cookies of visitors.'
    component: 'cookies'
  }
  properties: {
    contentType: 'text/plain'
    value: cookiesValue
  }
}

resource cookiesLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: cookiesVault
  name: 'protect'
  properties: {
    level: 'CanNotDelete'
    notes: 'Protected in prod.'
  }
}

resource cookiesEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: 'acme-prod-shop-cookies'
  location: location
  tags: {
    owner: 'team-storefront'
    service: 'shop'
    environment: 'prod'
    component: 'cookies'
  }
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'vault'
        properties: {
          privateLinkServiceId: cookiesVault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

resource cookiesDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: cookiesEndpoint
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

resource cookiesDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: cookiesVault
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

@description('Where visitors go.')
output url string = 'https://www.acme.example'
