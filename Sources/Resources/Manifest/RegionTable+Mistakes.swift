internal import Diagnostics
package import SMSVoice

extension RegionTable {
  /// Why a region cannot be used, and the one that was probably meant; nil when it has the service.
  package func mistake(in code: String) -> String? {
    guard let refusal = refusal(of: code) else { return nil }
    // One that there is, although without the service, was meant.
    guard !without.contains(where: { $0.region == code }),
      let near = Suggestion.nearest(to: code, among: regions.map(\.region))
    else { return refusal }
    return "\(refusal); did you mean '\(near)'?"
  }
}
