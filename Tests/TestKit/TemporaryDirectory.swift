import Foundation
import Platform

/// A temporary folder of one test, removed with its owner.
package final class TemporaryDirectory: Sendable {
    private let folder: TemporaryFolder

    package var path: String { folder.path }

    /// - Parameter isInMemory: as of `TemporaryFolder`.
    package init(isInMemory: Bool = false) throws {
        folder = try TemporaryFolder(prefix: "mayak-test", isInMemory: isInMemory)
    }

    deinit {
        folder.remove()
    }

    /// The path of a file in the directory, written when a text is given.
    package func file(_ name: String, _ text: String? = nil) throws -> String {
        let file = "\(path)/\(name)"
        if let text { try Data(text.utf8).write(to: URL(filePath: file)) }
        return file
    }
}
