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

@description('A reader of questions of the city\'s own: off, unsure or always. README says what it sends where.')
@allowed(['off', 'unsure', 'always'])
param reader string = 'off'
param readerUrl string = ''
param readerModel string = ''

@description('Its key, kept in the vault. None for Azure OpenAI: the bot\'s identity is asked for a token.')
@secure()
param readerKey string = ''

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
  params: {
    location: location
    name: name
    tags: tags
    identityName: identity.outputs.name
    identityPrincipalId: identity.outputs.principalId
  }
}

// The only secret that there may be.
module vault 'modules/vault.bicep' = if (!empty(readerKey)) {
  name: 'vault'
  params: {
    location: location
    name: name
    tags: tags
    readerPrincipalId: identity.outputs.principalId
    readerKey: readerKey
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
    databaseUrl: database.outputs.url
    reader: reader
    readerUrl: readerUrl
    readerModel: readerModel
    readerKeySecret: empty(readerKey) ? '' : vault!.outputs.readerKeySecret
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
