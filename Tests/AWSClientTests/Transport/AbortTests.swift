import AWSClient
import Foundation
import Testing

@Suite struct `A request that may be dropped` {
  private static func request(_ url: URL) -> HTTPRequest {
    var request = HTTPRequest(url: url)
    request.isAbortable = true
    return request
  }

  @Test func `ends when its task is cancelled, and closes its connection`() async throws {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    let (closings, closing) = AsyncStream.makeStream(of: Void.self)
    let server = try RawServer { connection in
      _ = connection.readRequest()
      arrival.finish()
      connection.waitForClose()
      closing.finish()
    }
    let transport = try CurlTransport()
    let url = server.url
    let task = Task { try await transport.send(Self.request(url)) }
    for await _ in arrivals {}
    task.cancel()
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.cause == .cancelled)
    #expect(error?.mayHaveBeenSent == true)
    #expect(error?.message == "cancelled: \(url)")
    for await _ in closings {}
  }

  @Test func `does not begin in a cancelled task`() async throws {
    let server = try RawServer { $0.waitForClose() }
    let transport = try CurlTransport()
    let url = server.url
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await transport.send(Self.request(url))
    }
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.cause == .cancelled)
    #expect(error?.mayHaveBeenSent == false)
    #expect(transport.usage.connections == 0)
  }

  @Test func `leaves the others alone, whenever it is dropped`() async throws {
    try await TestServer.run { _ in
      .answer(200, "{}")
    } during: { _, url in
      let transport = try CurlTransport()
      for _ in 0..<20 {
        let tasks = (0..<20).map { number in
          Task {
            var request = Self.request(url)
            request.isAbortable = number.isMultiple(of: 2)
            return try await transport.send(request).status
          }
        }
        for task in tasks { task.cancel() }
        for (number, task) in tasks.enumerated() {
          switch await task.result {
          case .success(let status): #expect(status == 200)
          case .failure(let error):
            #expect((error as? TransportError)?.cause == .cancelled)
            #expect(number.isMultiple(of: 2))
          }
        }
      }
    }
  }
}
