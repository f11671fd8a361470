extension CredentialCache {
  /// Credentials as AWS's tools find them, in their order.
  ///
  /// `region` is whose STS is asked when neither the environment nor the profile names one; what
  /// `serverClock` learns holds for the client that shares it.
  package init(
    _ settings: ClientSettings,
    endpoints: EndpointResolver,
    transport: any Transport,
    region: String,
    userAgent: String,
    clock: any MonotonicClock = ContinuousClock(),
    serverClock: ServerClock = ServerClock(),
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    let context = CredentialContext(
      settings: settings,
      endpoints: endpoints,
      exchange: CredentialExchange(
        transport: transport,
        clock: clock,
        random: random,
        serverClock: serverClock,
        userAgent: userAgent
      ),
      fallbackRegion: region
    )
    let chain = CredentialChain(standard: context)
    self.init(
      date: { serverClock.read().date },
      fetch: { () async throws(CredentialError) in try await chain.credentials() }
    )
  }
}

extension CredentialChain {
  /// The order of the AWS CLI.
  ///
  /// A profile named on the command line comes before keys in the environment.
  /// <https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-authentication.html>
  init(standard context: CredentialContext) {
    let profile = context.settings.profileName
    let readsEnvironment = !context.settings.isProfileFlagged
    providers =
      (readsEnvironment ? [EnvironmentCredentials(surroundings: context.surroundings)] : []) + [
        AssumeRoleCredentials(profileName: profile, context: context),
        WebIdentityCredentials(
          profileName: profile,
          readsEnvironment: readsEnvironment,
          context: context
        ),
        SingleSignOnCredentials(profileName: profile, context: context),
        ProfileCredentials(profileName: profile, files: context.files),
        ConsoleLoginCredentials(profileName: profile, files: context.files),
        ProcessCredentials(profileName: profile, settings: context.settings),
        ContainerCredentials(context: context),
        InstanceCredentials(context: context),
      ] as [any CredentialProvider]
  }
}
