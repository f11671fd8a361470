/// Takes one input of libFuzzer's, which calls this for every input it makes.
///
/// Always 0: whatever is wrong ends the process.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let shown = ManifestReading(of: bytes).checked()
  let again = ManifestReading(of: bytes).checked()
  guard shown == again else {
    fatalError("the same bytes give two different texts:\n\(shown)\nand:\n\(again)")
  }
  return 0
}
