internal import CLibCurl

/// A curl easy handle, by the types of its options.
///
/// A view only: whoever made the pointer frees it.
struct CurlHandle {
  /// What `curl_easy_init` gave.
  let pointer: UnsafeMutableRawPointer

  /// For options that take a C `long`: numbers, flags, bits.
  func set(_ option: CURLoption, _ value: Int) {
    smsctl_curl_set_long(pointer, option, value)
  }

  /// curl copies the text.
  func set(_ option: CURLoption, _ text: String) {
    smsctl_curl_set_text(pointer, option, text)
  }

  /// For options that take a `curl_off_t`, such as limits in bytes.
  func set(_ option: CURLoption, size: Int) {
    smsctl_curl_set_size(pointer, option, curl_off_t(size))
  }

  /// Rounded up, so that a short timeout does not become 0, which curl takes for "none".
  func set(_ option: CURLoption, _ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let rest = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    set(option, Int(seconds) * 1_000 + Int(rest))
  }

  /// What the pointer points to must live as long as the handle.
  func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) {
    smsctl_curl_set_pointer(pointer, option, value)
  }

  /// For the functions by which curl hands over bytes.
  func set(_ option: CURLoption, callback: curl_write_callback?) {
    smsctl_curl_set_callback(pointer, option, callback)
  }

  /// A number that curl knows of the transfer.
  func long(_ info: CURLINFO) -> Int {
    var value = 0
    smsctl_curl_get_long(pointer, info, &value)
    return value
  }

  /// A span of time that curl has measured; zero when it has not come to that.
  func duration(_ info: CURLINFO) -> Duration {
    var value: curl_off_t = 0
    smsctl_curl_get_size(pointer, info, &value)
    return .microseconds(Int64(value))
  }
}
