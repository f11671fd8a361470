internal import SMSVoice
internal import Synchronization

/// A service whose answers to reads are kept, so that the same question costs one call.
final class RememberingService: SMSVoiceService {
  private struct Question: Hashable {
    let region: String
    let operation: Operation
    let body: [UInt8]
  }

  private let service: any SMSVoiceService
  private let answers = Mutex<[Question: ServiceResponse]>([:])

  /// Keeps answers for as long as it lives; a read that failed is made again.
  init(_ service: any SMSVoiceService) {
    self.service = service
  }

  func send(_ request: ServiceRequest) async throws -> ServiceResponse {
    guard request.operation.isRead else { return try await service.send(request) }
    let question = Question(
      region: request.region,
      operation: request.operation,
      body: Array(request.body)
    )
    if let answer = answers.withLock({ $0[question] }) { return answer }
    let answer = try await service.send(request)
    answers.withLock { $0[question] = answer }
    return answer
  }
}
