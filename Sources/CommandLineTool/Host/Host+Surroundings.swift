internal import AWSClient
internal import Foundation

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
    surroundings.writeFile = { path, data in try Self.replace(path, with: data) }
    surroundings.run = { [environment] command in
      await ShellCommand(command, environment: environment).run()
    }
    return surroundings
  }

  /// Puts a new file in the place of an old one, at no moment readable by others.
  private static func replace(_ path: String, with data: Data) throws {
    let new = "\(path).\(UUID().uuidString)"
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    guard FileManager.default.createFile(atPath: new, contents: nil, attributes: attributes),
      let handle = FileHandle(forWritingAtPath: new)
    else { throw CocoaError(.fileWriteNoPermission) }
    do {
      try handle.write(contentsOf: data)
      try handle.close()
      guard rename(new, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      unlink(new)
      throw error
    }
  }
}
