import Foundation
import FoundationXML
import Testing

/// A page of `smsctl report`, parsed.
///
/// A browser is more lenient than this parser: a name that made it into the page as markup fails here.
final class PageDocument {
  /// An element and what is in it.
  final class Element {
    let name: String
    let attributes: [String: String]
    fileprivate(set) var children: [Element] = []
    /// All text in it, that of its descendants included.
    fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
      self.name = name
      self.attributes = attributes
    }

    /// Whether it has a class.
    func isA(_ name: String) -> Bool {
      (attributes["class"] ?? "").split(separator: " ").contains { $0 == name }
    }

    /// All elements in it, in order.
    var descendants: [Element] { children.flatMap { [$0] + $0.descendants } }

    /// Those of them with a name, and a class where one is asked for.
    func all(_ name: String, _ type: String? = nil) -> [Element] {
      descendants.filter { $0.name == name && (type.map($0.isA) ?? true) }
    }

    /// The texts of the cells of each row of its table's body.
    var rows: [[String]] {
      all("tbody").flatMap { $0.all("tr") }.map { row in
        row.children.map { $0.text.trimmingCharacters(in: .whitespacesAndNewlines) }
      }
    }
  }

  let root: Element

  /// Throws where the text is not well formed.
  init(_ text: String) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    let isRead = parser.parse()
    let reason = parser.parserError.map { "\($0)" } ?? ""
    try #require(isRead, "line \(parser.lineNumber): \(reason)")
    root = try #require(reader.root.children.first)
  }

  /// The element with an id.
  subscript(id: String) -> Element? { root.descendants.first { $0.attributes["id"] == id } }

  private final class Reader: NSObject, XMLParserDelegate {
    let root = Element("", [:])
    private var path: [Element] = []

    func parser(
      _ parser: XMLParser,
      didStartElement name: String,
      namespaceURI: String?,
      qualifiedName: String?,
      attributes: [String: String]
    ) {
      let element = Element(name, attributes)
      (path.last ?? root).children.append(element)
      path.append(element)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      for element in path { element.text += text }
    }

    func parser(
      _ parser: XMLParser,
      didEndElement name: String,
      namespaceURI: String?,
      qualifiedName: String?
    ) {
      path.removeLast()
    }
  }
}
