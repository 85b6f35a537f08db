using './main.bicep'

param imageTag = readEnvironmentVariable('IMAGE_TAG')
param stripeValue = readEnvironmentVariable('STRIPE_VALUE')
