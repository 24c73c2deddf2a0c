import Foundation
package import Platform

extension TemporaryFolder {
    /// The temporary folder of one test.
    ///
    /// - Parameter isInMemory: as of `TemporaryFolder`.
    package convenience init(isInMemory: Bool = false) throws {
        try self.init(prefix: "mayak-test", isInMemory: isInMemory)
    }

    /// The path of a file in the folder, written when a text is given.
    package func file(_ name: String, _ text: String? = nil) throws -> String {
        let file = "\(path)/\(name)"
        if let text { try Data(text.utf8).write(to: URL(filePath: file)) }
        return file
    }
}
