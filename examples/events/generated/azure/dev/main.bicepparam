using './main.bicep'

param imageTag = readEnvironmentVariable('IMAGE_TAG')
param containerEnvironment = json(readEnvironmentVariable('CONTAINER_ENVIRONMENT'))
param privateEndpointSubnetId = readEnvironmentVariable('PRIVATE_ENDPOINT_SUBNET_ID')
