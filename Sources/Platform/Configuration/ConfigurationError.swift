/// Everything that is wrong with the configuration, one line each: `mayak.yaml:7: monitor.delay: cannot be …`.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    package struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// `mayak.yaml:7`, `.env:2`, `environment`, `--set`.
        package let location: String
        /// The key as it is written there; empty when the whole place is broken.
        package let key: String
        /// What is wrong and what is allowed; never the text of a secret.
        package let detail: String

        package init(location: String, key: String, detail: String) {
            self.location = location
            self.key = key
            self.detail = detail
        }

        package var description: String {
            key.isEmpty ? "\(location): \(detail)" : "\(location): \(key): \(detail)"
        }
    }

    package let problems: [Problem]

    package init(_ problems: [Problem]) {
        self.problems = problems
    }

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
