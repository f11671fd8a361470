internal import CLibCurl
internal import Foundation

extension CurlHandle {
  /// Sets all that is the same for every request, and what the request says but for headers and body.
  func configure(_ request: HTTPRequest, _ options: CurlTransport.Options) {
    set(CURLOPT_URL, request.url.absoluteString)
    set(CURLOPT_CUSTOMREQUEST, request.method)
    smsctl_curl_allow_http_only(pointer)
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_TCP_NODELAY, 1)
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout ?? options.connectTimeout)
    set(CURLOPT_TIMEOUT_MS, request.timeout)
    // Ends a transfer as soon as the server says how much it has.
    set(CURLOPT_MAXFILESIZE_LARGE, size: options.bodyLimit)
    configureTrust(options)
    configureProxy(options.proxies, for: request)
  }

  /// Said aloud although all but the version are defaults of curl: a build of it may have others.
  private func configureTrust(_ options: CurlTransport.Options) {
    let minimum = Int(CURL_SSLVERSION_TLSv1_2)
    for option in [CURLOPT_SSLVERSION, CURLOPT_PROXY_SSLVERSION] { set(option, minimum) }
    for option in [CURLOPT_SSL_VERIFYPEER, CURLOPT_PROXY_SSL_VERIFYPEER] { set(option, 1) }
    // 2: the certificate must be for the very host.
    for option in [CURLOPT_SSL_VERIFYHOST, CURLOPT_PROXY_SSL_VERIFYHOST] { set(option, 2) }
    if let bundle = options.certificateBundle {
      set(CURLOPT_CAINFO, bundle)
      set(CURLOPT_PROXY_CAINFO, bundle)
    }
  }

  /// Both options are always set, lest curl look into the environment of the process.
  private func configureProxy(_ proxies: ProxySettings, for request: HTTPRequest) {
    // An empty text means no proxy.
    set(CURLOPT_PROXY, proxies.proxy(for: request)?.address.value ?? "")
    set(CURLOPT_NOPROXY, proxies.excluded)
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
  }
}
