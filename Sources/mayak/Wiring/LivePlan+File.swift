import Engine
import Platform

extension LivePlan {
    /// Reads the plan of a file, and the delays that it names.
    ///
    /// - Parameter reader: who needs it, for the error's beginning.
    /// - Throws: ``CommandFailure`` where there is no such file; `ConfigurationError`.
    init(file: String, of reader: String) throws {
        let text: String
        do {
            text = try FileBytes.readText(file, limit: 1 << 20)
        } catch {
            let isPlainName = file.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
            let hint = isPlainName && !FileBytes.exists(file) ? "; a job is run by 'mayak run-job \(file)'" : ""
            throw CommandFailure(.configuration, "\(reader): \(error)\(hint)")
        }
        try self.init(configuration: text, named: file)
        try MeasuredDelays.apply(to: &trading)
    }
}
