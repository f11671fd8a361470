/// What the providers that look beyond the environment have in common.
struct CredentialContext: Sendable {
  /// Of the profile in use.
  let settings: ClientSettings
  /// Where STS and IAM Identity Center are asked.
  let endpoints: EndpointResolver
  /// Carries what is asked over HTTP.
  let exchange: CredentialExchange
  /// Where STS is asked when neither the environment nor the profile names a region.
  let fallbackRegion: String

  var surroundings: ClientSurroundings { settings.surroundings }
  var files: SharedFiles { settings.files }

  /// STS of the region in use.
  var securityTokens: SecurityTokens {
    SecurityTokens(
      region: settings.region ?? fallbackRegion,
      endpoints: endpoints,
      exchange: exchange
    )
  }
}
