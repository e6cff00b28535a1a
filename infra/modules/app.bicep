param location string
param name string
param tags object
param image string
param hrAdmins string
param identityId string
param identityClientId string
param databaseUrl string
param reader string
param readerUrl string
param readerModel string
param readerKeySecret string
param workspaceId string

var port = 3978
// For probes: the ingress does not lead there.
var adminPort = 3979

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-environment'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: reference(workspaceId, '2023-09-01').customerId
        sharedKey: listKeys(workspaceId, '2023-09-01').primarySharedKey
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    managedEnvironmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: port, allowInsecure: false }
      secrets: empty(readerKeySecret) ? [] : [
        { name: 'reader-key', keyVaultUrl: readerKeySecret, identity: identityId }
      ]
    }
    template: {
      // SIGTERM: the turns under way end within nine seconds.
      terminationGracePeriodSeconds: 15
      scale: { minReplicas: 1, maxReplicas: 2 }
      containers: [
        {
          name: 'bot'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat([
            { name: 'MicrosoftAppId', value: identityClientId }
            { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
            { name: 'MicrosoftAppType', value: 'UserAssignedMSI' }
            { name: 'HR_ADMINS', value: hrAdmins }
            { name: 'PORT', value: string(port) }
            { name: 'ADMIN_HOST', value: '0.0.0.0' }
            { name: 'ADMIN_PORT', value: string(adminPort) }
            // A database of its own on a share (SMB) would not hold what it promises: the state is in PostgreSQL.
            { name: 'DATABASE_URL', value: databaseUrl }
            { name: 'DATABASE_AUTH', value: 'entra' }
            { name: 'READER', value: reader }
            { name: 'READER_URL', value: readerUrl }
            { name: 'READER_MODEL', value: readerModel }
          ], empty(readerKeySecret) ? [] : [
            { name: 'READER_KEY', secretRef: 'reader-key' }
          ])
          probes: [
            { type: 'Startup', httpGet: { path: '/healthz', port: adminPort }, periodSeconds: 2, failureThreshold: 30 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: adminPort }, periodSeconds: 30, failureThreshold: 3 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: adminPort }, periodSeconds: 10, failureThreshold: 3 }
          ]
        }
      ]
    }
  }
}

output id string = app.id
output host string = app.properties.configuration.ingress.fqdn
