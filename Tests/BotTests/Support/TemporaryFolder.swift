import Foundation

/// A folder of its own for one test.
struct TemporaryFolder {
    let path = NSTemporaryDirectory() + "mayak-bot-" + UUID().uuidString

    init() {
        // A folder that cannot be made fails the test at its first file.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)  // Only litter would stay.
    }
}
