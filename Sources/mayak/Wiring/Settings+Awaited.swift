import Platform

extension Settings {
    /// Sections whose jobs are still to come: their keys are read and checked, and nothing looks at them yet.
    private static let awaited = ["orchestrator."]

    /// The given keys that do nothing yet, as whoever gave them calls them.
    var givenInVain: [String] {
        shown.filter { shown in
            let path = shown.declaration.path
            return shown.origin != .defaultValue && Self.awaited.contains { path.hasPrefix($0) }
        }.map { shown in
            shown.origin == .environment ? shown.declaration.environmentName : shown.declaration.path
        }
    }

    /// Says at start what was given and does nothing yet.
    func warnOfGivenInVain(_ log: Log) {
        let keys = givenInVain
        guard !keys.isEmpty else { return }
        log.warning("Settings do nothing yet: their jobs are still to come", ["keys": keys.joined(separator: ", ")])
    }
}
