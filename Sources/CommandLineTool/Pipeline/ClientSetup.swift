internal import AWSClient
internal import Foundation
internal import SMSVoice

/// The parts of an AWS client, made from options and the host's settings.
struct ClientSetup: Sendable {
  /// Where to call for each region, `--endpoint-url` considered.
  let endpoints: EndpointResolver
  /// One for all requests, those for credentials included; tells the trace of each where there is one.
  let transport: any Transport
  /// Asks nobody until the first call, or until it is asked itself.
  let credentials: CredentialCache
  private let configuration: ServiceClientConfiguration
  /// Who hears of every call.
  let calls = CallListeners()
  /// Keeps to the documented rates and those of the command line.
  let client: ServiceClient

  /// `region` is whose STS is asked when neither the environment nor the profile names one.
  ///
  /// Asks nobody yet. Throws `EndpointError`, `ConfigurationError` and `TransportError`.
  init(
    _ options: ServiceOptions,
    endpoint: String?,
    settings: ClientSettings,
    region: String,
    log: CallLog,
    trace: HTTPTrace
  ) throws {
    let userAgent = "smsctl/\(Tool.version)"
    endpoints = try EndpointResolver(flag: endpoint, settings: settings)
    transport = try Self.transport(settings, trace)
    let serverClock = ServerClock()
    credentials = CredentialCache(
      settings,
      endpoints: endpoints,
      transport: transport,
      region: region,
      userAgent: userAgent,
      serverClock: serverClock
    )
    var configuration = ServiceClientConfiguration(
      credentials: credentials,
      endpoints: endpoints,
      transport: transport,
      quotas: options.quotas,
      userAgent: userAgent
    )
    configuration.serverClock = serverClock
    configuration.onCall = { [calls] in
      log.note($0)
      calls.note($0)
    }
    configuration.retry = try RetryPolicy(settings)
    self.configuration = configuration
    client = ServiceClient(configuration)
  }

  /// A client that keeps to other rates, all its buckets full.
  func client(quotas: Quotas) -> ServiceClient {
    var configuration = configuration
    configuration.quotas = quotas
    return ServiceClient(configuration)
  }

  private static func transport(
    _ settings: ClientSettings,
    _ trace: HTTPTrace
  ) throws -> any Transport {
    let bundle = settings.value("AWS_CA_BUNDLE", key: "ca_bundle")
    let transport = try CurlTransport(
      options: CurlTransport.Options(
        certificateBundle: bundle?.text,
        proxies: ProxySettings(environment: settings.variables)
      )
    )
    return trace.isOn ? TracingTransport(transport) { trace.note($0) } : transport
  }
}
