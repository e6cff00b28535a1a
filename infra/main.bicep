// Everything that the bot needs in a resource group: identity, bot with its Teams channel, database, secrets, container,
// logs and alerts. Parsed here and never applied: look at `azd provision --preview` first, and at docs/install.en.md.
targetScope = 'resourceGroup'

@description('Where it stands.')
param location string = resourceGroup().location

@description('Part of every name.')
@minLength(3)
@maxLength(20)
param name string = 'yokoten'

@description('The image to run, with its digest: registry/yokoten@sha256:…')
param image string

@description('Entra object ids of the first HR admins, by commas.')
param hrAdmins string = ''

@description('Who is told when it is down or cannot send.')
param alertEmail string

@description('Password of the database, kept in the vault. A new one at each deployment unless given.')
@secure()
param databasePassword string = newGuid()

var tags = { application: 'yokoten' }

module logs 'modules/logs.bicep' = {
  name: 'logs'
  params: { location: location, name: name, tags: tags }
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: { location: location, name: name, tags: tags }
}

module database 'modules/database.bicep' = {
  name: 'database'
  params: { location: location, name: name, tags: tags, password: databasePassword }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    location: location
    name: name
    tags: tags
    readerPrincipalId: identity.outputs.principalId
    databaseHost: database.outputs.host
    databasePassword: databasePassword
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    location: location
    name: name
    tags: tags
    image: image
    hrAdmins: hrAdmins
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    databaseUrlSecret: vault.outputs.databaseUrlSecret
    workspaceId: logs.outputs.workspaceId
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: name
    tags: tags
    host: app.outputs.host
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: { location: location, name: name, tags: tags, email: alertEmail, appId: app.outputs.id, workspaceId: logs.outputs.workspaceId }
}

@description('For `npm run manifest -- --app-id … --domain …`')
output appId string = identity.outputs.clientId
output domain string = app.outputs.host
