/// What a message is for.
package enum MessageType: String, CaseIterable, Sendable, Hashable {
  case transactional = "TRANSACTIONAL"
  case promotional = "PROMOTIONAL"
}
