// notifications, dev: made by platc from service.plat. Change the spec, not this file.

metadata description = 'Keeps what is to be sent to customers until it is.'

@description('Region of the resources.')
param location string = 'westeurope'

// ---------------------------------------------------------------- outbox: queue 2.0.0

resource outboxNamespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: 'notifications-dev-outbox-xxn8xr'
  location: location
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

resource outbox 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: outboxNamespace
  name: 'outbox'
  properties: {
    maxDeliveryCount: 3
    lockDuration: 'PT45S'
    defaultMessageTimeToLive: 'P7D'
    deadLetteringOnMessageExpiration: true
  }
}

resource outboxDeadLetters 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'notifications-dev-outbox-dead-letters'
  location: 'global'
  properties: {
    description: 'Messages of outbox could not be handled.'
    severity: 2
    enabled: true
    scopes: [
      outboxNamespace.id
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
                outbox.name
              ]
            }
          ]
        }
      ]
    }
    actions: []
  }
}

@description('Where messages are sent to.')
output outboxUrl string = outboxNamespace.properties.serviceBusEndpoint
