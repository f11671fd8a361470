internal import AWSClient
internal import Foundation
internal import Synchronization

extension Host {
  /// What the AWS client may see: the environment, files, and programs run by the shell.
  var surroundings: ClientSurroundings {
    var surroundings = ClientSurroundings(
      variables: environment,
      home: environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
    )
    surroundings.currentDirectory = currentDirectory
    surroundings.readFile = { path in
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      return try Data(contentsOf: URL(filePath: path))
    }
    surroundings.writeFile = { path, data in
      try data.write(to: URL(filePath: path), options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
    surroundings.run = { [environment] command in
      await Self.run(command, environment: environment)
    }
    return surroundings
  }

  // A program may wait for somebody to confirm on a telephone.
  private static let patience = Duration.seconds(60)
  // Credentials are a few kilobytes.
  private static let outputLimit = 1 << 20

  /// Runs a command line by the shell; it shares our standard input and error, to ask for a code.
  private static func run(_ command: String, environment: [String: String]) async -> ProcessOutcome
  {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.environment = environment
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      return .failed("the shell cannot be started: \(error.localizedDescription)")
    }
    let deadline = Task {
      try await Task.sleep(for: patience)
      process.terminate()
    }
    let printed = await read(output.fileHandleForReading)
    deadline.cancel()
    process.waitUntilExit()
    guard process.terminationReason == .exit else {
      return .failed("it was ended by signal \(process.terminationStatus)")
    }
    guard process.terminationStatus == 0 else {
      return .failed("it ended with status \(process.terminationStatus)")
    }
    guard let printed else { return .failed("it printed more than \(outputLimit) bytes") }
    return .printed(Secret(printed))
  }

  /// All of a program's output, nil when it is too long; reading blocks, so it gets a thread.
  private static func read(_ handle: FileHandle) async -> String? {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var data = Data()
        while let chunk = try? handle.read(upToCount: 65_536), !chunk.isEmpty {
          if data.count <= outputLimit { data += chunk }
        }
        let isWhole = data.count <= outputLimit
        continuation.resume(returning: isWhole ? String(decoding: data, as: UTF8.self) : nil)
      }
    }
  }
}
