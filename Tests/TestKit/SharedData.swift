import Foundation

/// A file or folder of `shared/data`, found from the checkout or from a worktree of it; nil where there is none.
package func sharedData(_ name: String) -> String? { sharedFolder("data/\(name)") }

/// The same of anything in `shared`.
package func sharedFolder(_ name: String) -> String? {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["MAYAK_SHARED"].map { URL(filePath: $0) }
    let beside = ["../shared", "../../shared"].map { root.appending(path: $0).standardizedFileURL }
    return ([named].compactMap { $0 } + beside).map { $0.appending(path: name).path }
        .first { FileManager.default.fileExists(atPath: $0) }
}

package func bytes(of path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
}
