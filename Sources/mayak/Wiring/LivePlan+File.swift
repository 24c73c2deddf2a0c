import Engine
import Platform

extension LivePlan {
    /// Reads the plan of a file, and the delays that it names.
    ///
    /// - Parameters:
    ///   - reader: who needs it, for the error's beginning.
    ///   - hint: the error's end.
    /// - Throws: ``CommandFailure`` where there is no such file; `ConfigurationError`.
    init(file: String, of reader: String, hint: String = "") throws {
        let text: String
        do {
            text = try FileBytes.readText(file, limit: 1 << 20)
        } catch {
            throw CommandFailure(.configuration, "\(reader): \(error)\(hint)")
        }
        try self.init(configuration: text, named: file)
        try MeasuredDelays.apply(to: &trading)
    }
}
