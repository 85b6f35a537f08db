using './main.bicep'

param imageTag = readEnvironmentVariable('IMAGE_TAG')
